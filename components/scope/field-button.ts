/** The look of a field of the scope bar: its name, then its value. */
export const FIELD_BUTTON =
  "inline-flex h-[30px] max-w-full items-center gap-2 rounded-[7px] border border-line bg-panel px-2.5 whitespace-nowrap hover:bg-bg";

/** The name in front of a field's value. */
export const FIELD_NAME = "font-medium text-ink-3";
