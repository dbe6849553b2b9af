/** The few shapes that every control shares, as Tailwind classes. */

const control =
  "inline-flex h-[30px] shrink-0 items-center gap-1.5 rounded-[7px] border whitespace-nowrap";

/** A button that is one of several. */
export const QUIET_BUTTON = `${control} border-line bg-panel px-3 text-ink hover:bg-bg disabled:text-ink-3 disabled:hover:bg-panel`;

/** The button that does what the form is for. */
export const MAIN_BUTTON = `${control} border-accent bg-accent px-3 font-[550] text-accent-ink hover:opacity-90 disabled:border-line disabled:bg-line-soft disabled:text-ink-2 disabled:opacity-100`;

/** A square button that holds only an icon; it needs an aria-label. */
export const ICON_BUTTON = `${control} w-[30px] justify-center border-line bg-panel text-ink-2 hover:bg-bg hover:text-ink disabled:opacity-45 disabled:hover:bg-panel`;

/** A text field. */
export const TEXT_FIELD =
  "h-[30px] min-w-0 rounded-[7px] border border-line bg-bg px-2.5 text-ink placeholder:text-ink-3 aria-invalid:border-error";

/** A panel that floats above the page. */
export const FLOATING = "rounded-[10px] border border-line bg-panel text-ink shadow-float";
