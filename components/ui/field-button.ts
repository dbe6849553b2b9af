/** The look of a field of the scope bar: its name, then its value. */
export const FIELD_BUTTON =
  "inline-flex h-[30px] max-w-full items-center gap-2 rounded-[7px] border border-line bg-panel px-2.5 whitespace-nowrap hover:bg-bg";

/** The name in front of a field's value. */
export const FIELD_NAME = "font-medium text-ink-3";

/** Several buttons in one field, such as the time range and its moves. */
export const FIELD_GROUP =
  "inline-flex min-h-[30px] max-w-full divide-x divide-line rounded-[7px] border border-line bg-panel [&>button:last-of-type]:border-r-0";

/** A button in a group. */
export const GROUP_BUTTON =
  "inline-flex items-center gap-2 px-2 whitespace-nowrap first-of-type:rounded-l-md first-of-type:px-2.5 last-of-type:rounded-r-md hover:bg-bg focus-visible:-outline-offset-2 disabled:opacity-45 disabled:hover:bg-panel";
