/** Rows whose events were all denied: what was only tried comes after what succeeded. */

type Counted = { readonly total: number; readonly denied: number };

/** Whether every event was denied. */
export function isAllDenied({ total, denied }: Counted): boolean {
  return total > 0 && denied === total;
}

/** The same items in their order, those with all events denied last. */
export function deniedLast<T>(items: readonly T[], countedOf: (item: T) => Counted): readonly T[] {
  const rank = (item: T): number => Number(isAllDenied(countedOf(item)));
  return [...items].sort((a, b) => rank(a) - rank(b));
}
