/** Collects what an import skipped, with reasons, in bounded memory. */
import type { ReasonCount, Skip } from "@/lib/lake/types";

const LISTED = 1000;
const GROUPS = 100;
const NAMES = 3;
const OTHERS = "Other reasons.";

/** A list of skips that counts all and keeps the first. */
export type Skips = {
  /** @param group the reason without what differs from file to file */
  readonly add: (file: string, reason: string, group?: string) => void;
  readonly listed: () => readonly Skip[];
  readonly total: () => number;
  /** By reason, the most frequent first. */
  readonly reasons: () => readonly ReasonCount[];
};

/** Starts an empty list. */
export function openSkips(): Skips {
  const listed: Skip[] = [];
  const groups = new Map<string, { count: number; files: string[] }>();
  let total = 0;
  return {
    add: (file, reason, group = reason) => {
      total++;
      if (listed.length < LISTED) listed.push({ file, reason });
      const name = groups.has(group) || groups.size < GROUPS ? group : OTHERS;
      const known = groups.get(name) ?? { count: 0, files: [] };
      groups.set(name, known);
      known.count++;
      if (known.files.length < NAMES && !known.files.includes(file)) known.files.push(file);
    },
    listed: () => listed,
    total: () => total,
    reasons: () =>
      [...groups]
        .map(([reason, { count, files }]) => ({ reason, count, files }))
        .sort((a, b) => b.count - a.count),
  };
}
