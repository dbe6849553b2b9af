/** How the table finds a cell again: `row:column`, the heading being row -1. */
export type CellPlace = { readonly row: number; readonly column: number };

export function cellId(position: number, columnAt: number): string {
  return `${position}:${columnAt}`;
}

/** The cell of an id; null for any other text. */
export function placeOfId(id: string | null | undefined): CellPlace | null {
  const [, row, column] = /^(-?\d+):(\d+)$/.exec(id ?? "") ?? [];
  return row === undefined ? null : { row: Number(row), column: Number(column) };
}

/** The cell around an element, and whether the element is its value; null outside rows. */
export function placeUnder(
  target: EventTarget,
): (CellPlace & { readonly isOnValue: boolean }) | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest("td");
  const place = placeOfId((cell?.querySelector("[data-cell]") ?? cell)?.getAttribute("data-cell"));
  if (!place || place.row < 0) return null;
  return { ...place, isOnValue: target.closest("button") !== null };
}

/** What a key does to the focused cell; null for other keys. */
type CellKey = "open" | "menu" | "copy";

/** The keys that move the focus are not among them. */
export function cellKey(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): CellKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case "Enter":
      return event.shiftKey ? "menu" : "open";
    case " ":
    case "ContextMenu":
      return "menu";
    case "F10":
      return event.shiftKey ? "menu" : null;
    case "c":
      return "copy";
    default:
      return null;
  }
}
