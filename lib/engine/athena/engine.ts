/** The Athena engine: the port over Athena's API. */
import type { Row } from "@/lib/api/run";
import type { AthenaSettings } from "@/lib/engine/athena/aws/options";
import { type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import type { Results } from "@/lib/engine/athena/results/results";
import type { Calls } from "@/lib/engine/athena/runs/calls";
import { stateOf } from "@/lib/engine/athena/runs/run";
import type { Engine } from "@/lib/engine/port";
import type { RunRecords } from "@/lib/engine/run-registry";
import { UNKNOWN } from "@/lib/engine/run-states";
import { fail, succeed } from "@/lib/result";
import { LiveRuns } from "./live-runs";
import { REOPEN_PATIENCE_MS, ResultReader } from "./result-reader";

export type AthenaEngine = Engine &
  RunRecords & {
    /** All rows of a done run, by the fastest way. Throws where they cannot be read. */
    readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
    /** Stops every live run that this process started, and closes the connections. */
    readonly close: () => Promise<void>;
  };

/** A start that takes longer continues by itself, with the token as its id. */
const START_PATIENCE_MS = 1_500;

/** Puts the engine together. */
export function createEngine(
  settings: AthenaSettings,
  calls: Calls,
  results: Results,
  startPace: Pace,
  destroy: () => void,
): AthenaEngine {
  const runs = new LiveRuns(settings, calls, results, startPace);
  const reader = new ResultReader(runs, results);
  let isClosing = false;

  return {
    async start(statement, token, reuseMinutes = 0, owner = "") {
      if (isClosing) return fail("cancelled", "The server is shutting down.");
      const known = runs.find(token);
      const launched = known ? succeed(known) : runs.launch(statement, token, reuseMinutes, owner);
      if (!launched.ok) return launched;
      await Promise.race([launched.value.launched, sleep(START_PATIENCE_MS)]);
      const run = runs.find(token) ?? launched.value;
      if (run.id === null && run.executionId === null && run.end?.state === "failed") {
        // Its id was never given out, so the same token may try again.
        runs.forget(run);
        return fail("engine-failed", run.end.message);
      }
      run.id ??= run.executionId ?? token;
      return succeed(run.id);
    },

    async states(ids) {
      await runs.reopen(ids);
      const found = ids.flatMap((id) => runs.find(id) ?? []);
      const reopened = found.flatMap((run) => (run.token === null && run.finished) || []);
      if (reopened.length > 0)
        await Promise.race([Promise.all(reopened), sleep(REOPEN_PATIENCE_MS)]);
      const nowMs = Date.now();
      return new Map(
        ids.map((id) => {
          const run = runs.find(id);
          if (run) run.askedMs = nowMs;
          return [id, run ? stateOf(run) : UNKNOWN];
        }),
      );
    },

    rows: (id, cursor) => reader.rows(id, cursor),

    allRows: (id) => reader.allRows(id),

    recordOf: (id) => runs.find(id),

    records: () => runs.all(),

    async cancel(id, by) {
      await runs.reopen([id]);
      const run = runs.find(id);
      if (run && !run.end) await runs.stop(run, by);
    },

    async close() {
      isClosing = true;
      await runs.close();
      destroy();
    },
  };
}
