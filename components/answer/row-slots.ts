/** Drawn rows to the elements that show them, by number. */
export type RowSlots = ReadonlyMap<number, number>;

export type Drawing = {
  readonly slots: RowSlots;
  /** Every row that is wanted has an element; otherwise the next drawing gives more of them theirs. */
  readonly isWhole: boolean;
};

type Entry = readonly [row: number, slot: number];

/**
 * Gives wanted rows elements, and at most `most` of them new ones, the first that are named first:
 * the rest comes with the next frames, so that no frame is held up. A row that stays keeps its own
 * element, with the focus in it; one that comes takes over that of one that went. Text in an old
 * element costs a layout, a new element costs its styles too, and in a fling through a table all
 * rows are new. A table's first rows are drawn at once.
 */
export function drawRows(before: RowSlots, wanted: readonly number[], most: number): Drawing {
  const isWanted = new Set(wanted);
  const coming = wanted.filter((row) => !before.has(row));
  const taken = before.size === 0 ? coming : coming.slice(0, most);
  const isWhole = taken.length === coming.length;
  const free = [...before].filter(([row]) => !isWanted.has(row));
  const used = new Set(before.values());
  let next = 0;
  const fresh = (): number => {
    while (used.has(next)) next += 1;
    used.add(next);
    return next;
  };
  const staying = [...before].filter(([row]) => isWanted.has(row));
  const placed = taken.map((row, index): Entry => [row, free[index]?.[1] ?? fresh()]);
  if (isWhole)
    return { slots: new Map([...staying, ...placed].sort(([a], [b]) => a - b)), isWhole };
  // Those that went are out of sight until they are taken over. Elements are put in the order of
  // their rows once, at the end: moving one costs as much as drawing it.
  const entries: readonly Entry[] = [...staying, ...placed, ...free.slice(taken.length)];
  const places = new Map([...before.values()].map((slot, place) => [slot, place] as const));
  const placeOf = ([, slot]: Entry): number => places.get(slot) ?? Number.POSITIVE_INFINITY;
  return { slots: new Map(entries.toSorted((a, b) => placeOf(a) - placeOf(b))), isWhole };
}
