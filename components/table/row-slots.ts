/** Drawn rows to the elements that show them, by number. */
export type RowSlots = ReadonlyMap<number, number>;

export type Drawing = {
  readonly slots: RowSlots;
  /** How many rows were given an element. */
  readonly drawn: number;
  /** Whether every wanted row has an element; otherwise the next frame assigns more. */
  readonly isWhole: boolean;
};

/**
 * Assigns elements to the wanted rows. At most `most` rows get a new element, in the order given; the
 * others get theirs in the next frames, so that no frame is late. A visible row keeps its element,
 * with the focus in it; a new row reuses the element of a hidden one. New text in an old element
 * costs a layout, a new element costs its styles too, and a fast scroll changes all rows. A table's
 * first rows are drawn at once. Elements keep their order, because moving one costs as much as
 * drawing it; `inRowOrder` sorts them by row.
 */
export function drawRows(before: RowSlots, wanted: readonly number[], most: number): Drawing {
  const isWanted = new Set(wanted);
  const coming = wanted.filter((row) => !before.has(row));
  const taken = before.size === 0 ? coming : coming.slice(0, most);
  const isWhole = taken.length === coming.length;
  const slots = new Map<number, number>();
  let next = 0;
  for (const [row, slot] of before) {
    const successor = isWanted.has(row) ? row : taken[next++];
    // An element out of sight that no row reuses yet is kept for the next frame.
    if (successor !== undefined) slots.set(successor, slot);
    else if (!isWhole) slots.set(row, slot);
  }
  const used = new Set(before.values());
  let free = 0;
  for (const row of taken.slice(next)) {
    while (used.has(free)) free += 1;
    used.add(free);
    slots.set(row, free);
  }
  return { slots, drawn: taken.length, isWhole };
}

/** The most and the fewest rows that one frame gives elements. */
const MOST = 40;
const FEWEST = 4;
/** The time for drawing in a frame, milliseconds; painting takes about as long. */
const FRAME_MS = 12;

/** How many rows fit into the next frame, from the rows and duration of the last one. */
export function rowsAFrame(drawn: number, tookMs: number): number {
  return Math.max(FEWEST, Math.min(MOST, Math.floor((drawn * FRAME_MS) / Math.max(tookMs, 1))));
}

export function isInRowOrder(slots: RowSlots): boolean {
  return [...slots.keys()].every(
    (row, index, rows) => index === 0 || row > (rows[index - 1] ?? -1),
  );
}

/** As they are read, from the top. */
export function inRowOrder(slots: RowSlots): RowSlots {
  return new Map([...slots].sort(([a], [b]) => a - b));
}
