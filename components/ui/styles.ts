/** Shapes that several controls share, as Tailwind classes. */

/** A text field. */
export const TEXT_FIELD =
  "h-[30px] min-w-0 rounded-[7px] border border-line bg-bg px-2.5 text-ink placeholder:text-ink-3 aria-invalid:border-error";

/** A panel that floats above the page. */
export const FLOATING = "rounded-[10px] border border-line bg-panel text-ink shadow-float";
