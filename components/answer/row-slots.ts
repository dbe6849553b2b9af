/** Drawn rows to the elements that show them, by number. */
export type RowSlots = ReadonlyMap<number, number>;

/**
 * Gives each drawn row an element. A row that stays keeps its own, with the focus in it; one that
 * comes takes over that of one that went. Text in an old element costs a layout, a new element
 * costs its styles too, and in a fling through a table all rows are new.
 */
export function rowSlots(before: RowSlots, drawn: readonly number[]): RowSlots {
  const staying = new Set(drawn.filter((row) => before.has(row)));
  const free = [...before].flatMap(([row, slot]) => (staying.has(row) ? [] : [slot]));
  let next = 0;
  const used = new Set(before.values());
  const fresh = (): number => {
    while (used.has(next)) next += 1;
    used.add(next);
    return next;
  };
  let taken = 0;
  return new Map(drawn.map((row) => [row, before.get(row) ?? free[taken++] ?? fresh()] as const));
}
