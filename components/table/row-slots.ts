/** Drawn rows to the elements that show them, by number. */
export type RowSlots = ReadonlyMap<number, number>;

export type Drawing = {
  readonly slots: RowSlots;
  /** How many rows were given an element. */
  readonly drawn: number;
  /** Every row that is wanted has an element; otherwise the next drawing gives more of them theirs. */
  readonly isWhole: boolean;
};

/**
 * Gives wanted rows elements, and at most `most` of them new ones, the first that are named first:
 * the rest comes with the next frames, so that no frame is held up. A row that stays keeps its own
 * element, with the focus in it; one that comes takes over that of one that went. Text in an old
 * element costs a layout, a new element costs its styles too, and in a fling through a table all
 * rows are new. A table's first rows are drawn at once. Elements keep their order, for to move one
 * costs as much as to draw it; `inRowOrder` puts them in the order of their rows.
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
    // Where nothing takes over yet, an element that is out of sight waits for the next drawing.
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
/** What drawing may take of a frame, milliseconds: as much again goes into painting it. */
const FRAME_MS = 12;

/** How many rows fit into the next frame, after one in which so many have taken so long. */
export const rowsAFrame = (drawn: number, tookMs: number): number =>
  Math.max(FEWEST, Math.min(MOST, Math.floor((drawn * FRAME_MS) / Math.max(tookMs, 1))));

export const isInRowOrder = (slots: RowSlots): boolean =>
  [...slots.keys()].every((row, index, rows) => index === 0 || row > (rows[index - 1] ?? -1));

/** As they are read, from the top. */
export const inRowOrder = (slots: RowSlots): RowSlots =>
  new Map([...slots].sort(([a], [b]) => a - b));
