/** A bounded queue that is fair between owners: they take turns, each with its items in order. */

/** The most runs that may wait: far more than pages start at once, so only a fault reaches it. */
const MOST = { all: 2_000, perTab: 200 } as const;

/** Why another run may not wait, in a sentence; null where it may. `owner` is empty for no tab. */
export function queueProblem(all: number, ofOwner: number, owner: string): string | null {
  const few = (most: number) => most.toLocaleString("en-US");
  if (owner !== "" && ofOwner >= MOST.perTab)
    return `This tab has ${few(MOST.perTab)} queries waiting already: wait until some are done, or cancel some.`;
  if (all >= MOST.all)
    return `${few(MOST.all)} queries are waiting on this server already: try again when some are done.`;
  return null;
}

export type FairQueue<T> = {
  readonly size: () => number;
  readonly sizeOf: (owner: string) => number;
  readonly add: (item: T, owner: string) => void;
  /** Takes the first item of the owner whose turn it is. */
  readonly next: () => T | undefined;
  /** Removes an item; false where it does not wait. */
  readonly remove: (item: T) => boolean;
};

/** An empty queue. */
export function createFairQueue<T>(): FairQueue<T> {
  /** The owner whose turn it is comes first. */
  const lines = new Map<string, T[]>();

  const takeAt = (owner: string, line: T[], index: number): T | undefined => {
    const [item] = line.splice(index, 1);
    if (line.length === 0) lines.delete(owner);
    return item;
  };

  return {
    size: () => [...lines.values()].reduce((sum, line) => sum + line.length, 0),
    sizeOf: (owner) => lines.get(owner)?.length ?? 0,
    add(item, owner) {
      const line = lines.get(owner) ?? [];
      line.push(item);
      lines.set(owner, line);
    },
    next() {
      for (const [owner, line] of lines) {
        // The others come before this owner's next item.
        lines.delete(owner);
        lines.set(owner, line);
        return takeAt(owner, line, 0);
      }
      return undefined;
    },
    remove(item) {
      for (const [owner, line] of lines) {
        const index = line.indexOf(item);
        if (index < 0) continue;
        takeAt(owner, line, index);
        return true;
      }
      return false;
    },
  };
}
