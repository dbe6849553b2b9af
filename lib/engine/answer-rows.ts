/** Waits for a run and reads its rows, page after page, for downloads and the command line. */
import { isLive, type Row, type RunState } from "@/lib/api/run";
import { fail, type Result, succeed } from "@/lib/result";
import type { Engine } from "./port";
import { expired, stateOf } from "./run-states";

const FIRST_POLL_MS = 2;
const LONGEST_POLL_MS = 500;
/** The next poll comes after this share of the time waited so far, so it is at most that late. */
const LATE_BY = 0.02;

/** Waits for the end of a run, at most `atMostMs`, and gives its state. */
export async function settled(
  engine: Engine,
  id: string,
  atMostMs = Number.POSITIVE_INFINITY,
): Promise<RunState> {
  const startedMs = performance.now();
  for (;;) {
    const lookedMs = performance.now();
    const leftMs = Math.max(0, atMostMs - (lookedMs - startedMs));
    const state = await stateOf(engine, id, Math.min(leftMs, LONGEST_POLL_MS));
    const nowMs = performance.now();
    const waitedMs = nowMs - startedMs;
    const delayMs = Math.min(Math.max(FIRST_POLL_MS, waitedMs * LATE_BY), LONGEST_POLL_MS);
    if (!isLive(state) || waitedMs + delayMs > atMostMs) return state;
    // An engine that has waited itself is polled again at once.
    if (nowMs - lookedMs < delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}

/** Pages of a done run. Throws where a page cannot be read: a stream cannot report it otherwise. */
export async function* pagesOf(engine: Engine, id: string): AsyncGenerator<readonly Row[]> {
  for (let cursor: string | null = null; ; ) {
    const page = await engine.rows(id, cursor);
    if (!page.ok) throw new Error(page.failure.message);
    yield page.value.rows;
    if (page.value.nextCursor === null) return;
    cursor = page.value.nextCursor;
  }
}

/** A run's columns once it is done, or why there are none. */
export async function doneColumns(engine: Engine, id: string): Promise<Result<readonly string[]>> {
  const state = await settled(engine, id);
  switch (state.state) {
    case "done":
      return succeed(state.columns);
    case "failed":
      return fail("engine-failed", state.message);
    case "cancelled":
      return fail("cancelled", "The run was cancelled.");
    default:
      return expired();
  }
}
