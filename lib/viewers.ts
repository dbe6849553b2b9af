/** Who watches which run: a run that nobody watches any more is cancelled, because it may cost money. */
import type { Engine } from "@/lib/engine/port";

/** A tab that has not polled for this long is gone; a hidden one polls about once a minute. */
const GONE_AFTER_MS = 150_000;

/** A tab that reloads, or a link that is opened meanwhile, is there again within this time. */
const RETURN_WITHIN_MS = 1_500;

/** Run ids to viewers to the time of their last poll. It lives on the process, as the engine does. */
const shared = globalThis as {
  trailbookViewers?: Map<string, Map<string, number>>;
  trailbookLeavers?: Map<string, number>;
};

const watched = (): Map<string, Map<string, number>> => {
  shared.trailbookViewers ??= new Map();
  return shared.trailbookViewers;
};

/** Viewers that have left to the time when they did; a start that was under way then looks here. */
const leavers = (): Map<string, number> => {
  shared.trailbookLeavers ??= new Map();
  return shared.trailbookLeavers;
};

/** A viewer asks for something, so it is there, or there again. */
export function arrive(viewer: string): void {
  leavers().delete(viewer);
}

/** Whether a viewer has left since it last asked for something. */
export const hasLeft = (viewer: string): boolean => leavers().has(viewer);

/** Notes that a viewer watches these runs. */
export function watch(ids: readonly string[], viewer: string, nowMs: number): void {
  for (const id of ids) {
    const viewers = watched().get(id) ?? new Map<string, number>();
    watched().set(id, viewers.set(viewer, nowMs));
  }
}

const isWatched = (id: string, nowMs: number): boolean =>
  [...(watched().get(id)?.values() ?? [])].some((at) => nowMs - at < GONE_AFTER_MS);

/**
 * A viewer has left: its runs are cancelled unless somebody else watches them, or does so in a
 * moment. A run that it is just starting is not among them yet, so the start has to ask whether the
 * viewer has left.
 */
export async function leave(
  engine: Engine,
  ids: readonly string[],
  viewer: string,
  nowMs: number,
): Promise<void> {
  for (const [other, atMs] of leavers()) {
    if (nowMs - atMs >= GONE_AFTER_MS) leavers().delete(other);
  }
  leavers().set(viewer, nowMs);
  for (const id of ids) watched().get(id)?.delete(viewer);
  const left = ids.filter((id) => !isWatched(id, nowMs));
  if (left.length === 0) return;
  await new Promise((resolve) => setTimeout(resolve, RETURN_WITHIN_MS));
  for (const id of left) {
    if (isWatched(id, nowMs)) continue;
    watched().delete(id);
    await engine.cancel(id);
  }
}

/** Forgets runs that ended: nobody needs to be remembered for them. */
export function forget(ids: readonly string[]): void {
  for (const id of ids) watched().delete(id);
}
