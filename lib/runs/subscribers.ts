/** The browser tabs that follow a run. A run without subscribers is cancelled, because it may cost money. */
import type { Engine } from "@/lib/engine/port";
import type { RunRecord, RunRecords } from "@/lib/engine/run-registry";

/** A tab that has not polled for this long is gone; a hidden one polls about once a minute. */
const GONE_AFTER_MS = 150_000;

/** A tab that reloads, or a link that is opened meanwhile, is back within this time. */
const GRACE_MS = 1_500;

/** In the place of a page that is about to follow a run. */
const FOR_PAGE = "page";
const FOLLOWS_WITHIN_MS = 10_000;

/** More tabs do not close within that time; the oldest are forgotten first. */
const MAX_LEFT = 10_000;

/** How often runs are checked for subscribers that left without notice, such as a tab that crashed. */
const SWEEP_EVERY_MS = 10_000;

type Subscriptions = {
  /** Subscribers that have left to the time when they did: one that has left does not come back. */
  readonly left: Map<string, number>;
  timer?: ReturnType<typeof setInterval>;
};

/** Next bundles actions and routes apart, so it lives on the process, as the engine does. */
const shared = globalThis as { trailbookSubscriptions?: Subscriptions };

function subscriptions(): Subscriptions {
  shared.trailbookSubscriptions ??= { left: new Map() };
  return shared.trailbookSubscriptions;
}

/** The engine that runs are cancelled on, and what it knows of them. */
type Followed = Pick<Engine, "cancel"> & RunRecords;

const hasSubscribers = ({ subscribers }: RunRecord, nowMs: number): boolean =>
  [...subscribers.values()].some((at) => nowMs - at < GONE_AFTER_MS);

/** Cancels those of the runs that have no subscribers now, nor after a grace period. */
async function cancelAbandoned(
  engine: Followed,
  runs: readonly RunRecord[],
  graceMs: number,
  nowMs: number,
): Promise<void> {
  const abandoned = runs.filter((run) => !hasSubscribers(run, nowMs));
  if (abandoned.length === 0) return;
  if (graceMs > 0) await new Promise((resolve) => setTimeout(resolve, graceMs));
  for (const run of abandoned) {
    if (run.id === null || hasSubscribers(run, nowMs + graceMs)) continue;
    run.subscribers.clear();
    run.isAbandoned = true;
    await engine.cancel(run.id, "server");
  }
}

/** Cancels the runs whose last subscriber has not polled for minutes, and forgets who left long ago. */
export async function sweep(engine: Followed, nowMs: number): Promise<void> {
  const { left } = subscriptions();
  for (const [subscriber, atMs] of left) if (nowMs - atMs >= GONE_AFTER_MS) left.delete(subscriber);
  const followed = engine.records().filter(({ subscribers }) => subscribers.size > 0);
  await cancelAbandoned(engine, followed, 0, nowMs);
}

/**
 * Subscribes a tab to live runs. What a tab started just before it left may become known only after
 * that: it has then left these runs too. Returns those of the runs that it comes too late for: they
 * are being cancelled, whatever their state still says.
 */
export async function subscribe(
  engine: Followed,
  ids: readonly string[],
  subscriber: string,
  nowMs: number,
): Promise<readonly string[]> {
  const runs = ids.flatMap((id) => engine.recordOf(id) ?? []);
  const all = subscriptions();
  if (all.left.has(subscriber)) {
    await cancelAbandoned(engine, runs, GRACE_MS, nowMs);
    return [];
  }
  for (const { subscribers } of runs) subscribers.set(subscriber, nowMs);
  // A sweep does not keep the process alive.
  all.timer ??= setInterval(() => void sweep(engine, Date.now()), SWEEP_EVERY_MS).unref();
  return ids.filter((id) => engine.recordOf(id)?.isAbandoned);
}

/**
 * Keeps a run for the page that has just started it, until the page follows it: otherwise it is
 * cancelled after some seconds.
 */
export async function keepForPage(engine: Followed, id: string, nowMs: number): Promise<void> {
  await subscribe(engine, [id], FOR_PAGE, nowMs - GONE_AFTER_MS + FOLLOWS_WITHIN_MS);
}

/** A subscriber has left: its runs are cancelled unless they get another one in a moment. */
export async function leave(engine: Followed, subscriber: string, nowMs: number): Promise<void> {
  const { left } = subscriptions();
  left.set(subscriber, nowMs);
  for (const [oldest] of left) {
    if (left.size <= MAX_LEFT) break;
    left.delete(oldest);
  }
  const own = engine.records().filter(({ subscribers }) => subscribers.delete(subscriber));
  await cancelAbandoned(engine, own, GRACE_MS, nowMs);
}

/** Forgets the subscribers of runs that ended. */
export function forget({ recordOf }: RunRecords, ids: readonly string[]): void {
  for (const id of ids) recordOf(id)?.subscribers.clear();
}
