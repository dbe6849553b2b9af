/** The browser tabs that follow a run. A run without subscribers is cancelled, because it may cost money. */
import type { Engine } from "@/lib/engine/port";

/** A tab that has not polled for this long is gone; a hidden one polls about once a minute. */
const GONE_AFTER_MS = 150_000;

/** A tab that reloads, or a link that is opened meanwhile, is there again within this time. */
const RETURN_WITHIN_MS = 1_500;

/** More tabs do not close within that time; the oldest are forgotten first. */
const MAX_LEFT = 10_000;

/** How often runs are looked for whose viewers went without a word, as a tab that crashes does. */
const LOOK_EVERY_MS = 10_000;

type Watched = {
  /** Run ids to viewers to the time of their last poll. */
  readonly runs: Map<string, Map<string, number>>;
  /** Viewers that have left to the time when they did: one that has left does not come back. */
  readonly left: Map<string, number>;
  /** Runs whose end was asked for to the time when it was. */
  readonly stopped: Map<string, number>;
  timer?: ReturnType<typeof setInterval>;
};

/** Next bundles actions and routes apart, so it lives on the process, as the engine does. */
const shared = globalThis as { trailbookWatched?: Watched };

const watched = (): Watched => {
  shared.trailbookWatched ??= { runs: new Map(), left: new Map(), stopped: new Map() };
  return shared.trailbookWatched;
};

const isWatched = (id: string, nowMs: number): boolean =>
  [...(watched().runs.get(id)?.values() ?? [])].some((at) => nowMs - at < GONE_AFTER_MS);

/** Cancels those of the runs that nobody watches, now or in a moment. */
async function stopUnwatched(
  engine: Engine,
  ids: readonly string[],
  graceMs: number,
  nowMs: number,
): Promise<void> {
  const left = ids.filter((id) => !isWatched(id, nowMs));
  if (left.length === 0) return;
  if (graceMs > 0) await new Promise((resolve) => setTimeout(resolve, graceMs));
  for (const id of left) {
    if (isWatched(id, nowMs + graceMs)) continue;
    watched().runs.delete(id);
    watched().stopped.set(id, nowMs);
    await engine.cancel(id, "server");
  }
}

/** Cancels the runs whose last viewer has not asked for minutes, and forgets who left long ago. */
export async function sweep(engine: Engine, nowMs: number): Promise<void> {
  const { runs, left, stopped } = watched();
  for (const known of [left, stopped])
    for (const [key, atMs] of known) if (nowMs - atMs >= GONE_AFTER_MS) known.delete(key);
  await stopUnwatched(engine, [...runs.keys()], 0, nowMs);
}

function lookNowAndThen(engine: Engine): void {
  // A look is no reason for the process to live on.
  watched().timer ??= setInterval(() => void sweep(engine, Date.now()), LOOK_EVERY_MS).unref();
}

/**
 * Notes that a viewer watches these live runs. What a viewer asked for just before it left may come
 * to be known only afterwards: it is then as if it had left these runs too. Gives back those of the
 * runs that it comes too late for: they are being stopped, whatever their state still says.
 */
export async function watch(
  engine: Engine,
  ids: readonly string[],
  viewer: string,
  nowMs: number,
): Promise<readonly string[]> {
  const { runs, left, stopped } = watched();
  if (left.has(viewer)) {
    await stopUnwatched(engine, ids, RETURN_WITHIN_MS, nowMs);
    return [];
  }
  for (const id of ids) runs.set(id, (runs.get(id) ?? new Map()).set(viewer, nowMs));
  lookNowAndThen(engine);
  return ids.filter((id) => stopped.has(id));
}

/**
 * A viewer has left for good: the runs that it watched are cancelled unless somebody else watches
 * them, or does so in a moment.
 */
export async function leave(engine: Engine, viewer: string, nowMs: number): Promise<void> {
  const { runs, left } = watched();
  left.set(viewer, nowMs);
  for (const [oldest] of left) {
    if (left.size <= MAX_LEFT) break;
    left.delete(oldest);
  }
  const own = [...runs].filter(([, viewers]) => viewers.delete(viewer)).map(([id]) => id);
  await stopUnwatched(engine, own, RETURN_WITHIN_MS, nowMs);
}

/** Forgets runs that ended: nobody needs to be remembered for them. */
export function forget(ids: readonly string[]): void {
  for (const id of ids) watched().runs.delete(id);
}
