/** Whether a click has narrowed the time range, and what it was before. */
import type { Investigation } from "@/lib/investigation/investigation";
import type { Window } from "@/queries/signals/phrases";

/**
 * The time range of the last stop of the path, where that was longer; with that of the page, which may
 * be outside of it. Null where the last click did not narrow it.
 */
export function rangeBefore({ path, scope }: Pick<Investigation, "path" | "scope">): Window | null {
  const before = path.at(-1)?.scope;
  if (!before || before.toMs - before.fromMs <= scope.toMs - scope.fromMs) return null;
  return {
    fromMs: Math.min(before.fromMs, scope.fromMs),
    toMs: Math.max(before.toMs, scope.toMs),
  };
}
