/** The Athena engine: the port's promises over Athena's API, with one loop for all live runs. */

import type { Row, RowPage, RunState } from "@/lib/api/run";
import type { AthenaSettings } from "@/lib/engine/athena/aws/options";
import { type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import { failureSentence, inUnits, isCutoff } from "@/lib/engine/athena/errors/reasons";
import { allRows, finish } from "@/lib/engine/athena/results/finish";
import type { Results } from "@/lib/engine/athena/results/results";
import type { Calls } from "@/lib/engine/athena/runs/calls";
import type { Execution } from "@/lib/engine/athena/runs/execution";
import { createFollower } from "@/lib/engine/athena/runs/follower";
import { createReopener } from "@/lib/engine/athena/runs/reopen";
import { endCancelled, endFailed, newRun, type Run, stateOf } from "@/lib/engine/athena/runs/run";
import { createRunBook } from "@/lib/engine/athena/runs/run-book";
import { createStarter } from "@/lib/engine/athena/runs/starter";
import { queueProblem } from "@/lib/engine/fair-queue";
import { planProblem } from "@/lib/engine/plan-problem";
import type { Engine } from "@/lib/engine/port";
import type { RunRecords } from "@/lib/engine/run-registry";
import { fail, type Result, succeed } from "@/lib/result";

export type AthenaEngine = Engine &
  RunRecords & {
    /** All rows of a done run, by the fastest way there is. Throws where they cannot be had. */
    readonly allRows: (id: string) => AsyncGenerator<readonly Row[]>;
    /** Stops every live run that this process started, and lets go of the network. */
    readonly close: () => Promise<void>;
  };

/** A start that takes longer than this goes on by itself, under the token as its id. */
const START_PATIENCE_MS = 1_500;
/** How long the first question about a reopened run waits for its result. */
const REOPEN_PATIENCE_MS = 1_500;
const CLOSE_PATIENCE_MS = 10_000;
const STOP_AGAIN_MS = 5_000;
/** An execution submitted this long before it was asked for here was started by somebody else. */
const CLOCK_TOLERANCE_MS = 60_000;
const MAX_CURSOR = 1_024;

const NOT_HELD = "This result is no longer held here; run the step again.";

/** Puts the engine together. */
export function createEngine(
  settings: AthenaSettings,
  calls: Calls,
  results: Results,
  startPace: Pace,
  destroy: () => void,
): AthenaEngine {
  const book = createRunBook();
  const launches = new Map<Run, Promise<void>>();
  const finishes = new Map<Run, Promise<void>>();
  let isClosing = false;

  const ended = (run: Run) => {
    book.trim(run);
    starter.slotFreed();
  };

  const stop = async (run: Run, why: NonNullable<Run["wantsStop"]>) => {
    run.wantsStop ??= why;
    if (run.executionId === null) return starter.dropWaiting(run);
    if (run.end || run.execution?.state === "succeeded") return;
    run.stopSentMs = Date.now();
    const answer = await calls.stop(run.executionId);
    if (!answer.ok) run.note = `it could not be stopped: ${answer.trouble.message}`;
    follower.hurry(run);
  };

  const endCancelledBy = (run: Run, { reason, scannedBytes }: Execution) => {
    if (isCutoff(reason)) {
      endFailed(run, failureSentence({ reason, errorType: null, scannedBytes }));
    } else if (run.wantsStop === "too-long") {
      const minutes = Math.round(settings.timeLimitMs / 6_000) / 10;
      endFailed(
        run,
        `The query was stopped after ${minutes} minutes, the longest that one may take here, and the ${inUnits(scannedBytes)} that it had scanned are billed: choose a shorter window or fewer accounts.`,
      );
    } else endCancelled(run);
  };

  /** Takes what Athena tells of a run; true when it is the end of its execution. */
  const onSeen = (run: Run, execution: Execution): boolean => {
    if (run.end) return true;
    run.execution = execution;
    const nowMs = Date.now();
    switch (execution.state) {
      case "succeeded": {
        const finished = finish(results, run, execution)
          .catch((error: unknown) =>
            endFailed(
              run,
              `The result could not be read: ${error instanceof Error ? error.message : error}`,
            ),
          )
          .finally(() => {
            finishes.delete(run);
            ended(run);
          });
        finishes.set(run, finished);
        starter.slotFreed();
        return true;
      }
      case "failed":
        if (run.wantsStop && /cancel/i.test(execution.reason)) endCancelledBy(run, execution);
        else endFailed(run, failureSentence(execution));
        ended(run);
        return true;
      case "cancelled":
        endCancelledBy(run, execution);
        ended(run);
        return true;
      default: {
        const sinceMs = run.token === null ? execution.submittedMs : run.createdMs;
        const isTooLong = nowMs - sinceMs > settings.timeLimitMs;
        const stopsAgain = run.wantsStop !== null && nowMs - run.stopSentMs > STOP_AGAIN_MS;
        if (stopsAgain || (isTooLong && !run.wantsStop)) void stop(run, "too-long");
        return false;
      }
    }
  };

  const follower = createFollower({
    look: calls.lookOnce,
    onSeen,
    onMissing: (run) => {
      endFailed(run, "Athena no longer knows this run: run the step again.");
      ended(run);
    },
    pollFirstMs: settings.pollFirstMs,
    pollLongestMs: settings.pollLongestMs,
  });

  const starter = createStarter({
    pace: startPace,
    startOnce: (run) => calls.startOnce(run),
    onStarted: (run, executionId) => {
      run.executionId = executionId;
      run.note = null;
      const known = book.find(executionId);
      if (known && known !== run && run.token !== null) {
        // It was met by its id before: one execution is one run.
        known.askedMs = Date.now();
        book.put(run.token, known);
        if (run.wantsStop) void stop(known, run.wantsStop);
        return;
      }
      book.put(executionId, run);
      follower.follow(run);
      if (run.wantsStop) void stop(run, run.wantsStop);
    },
    onEnded: ended,
  });

  const reopener = createReopener(calls.look, settings.workgroup, (run, execution) => {
    if (book.find(execution.id)) return;
    book.put(execution.id, run);
    if (!onSeen(run, execution)) follower.follow(run);
  });

  /** The run of an id, met again at Athena where it is not known here. */
  const meet = async (id: string): Promise<Run | undefined> => {
    if (!book.find(id)) await reopener.reopen([id]);
    return book.find(id);
  };

  const doneRun = async (id: string): Promise<Result<{ run: Run; execution: Execution }>> => {
    const run = await meet(id);
    if (run && !run.end) {
      await Promise.race([finishes.get(run), sleep(REOPEN_PATIENCE_MS)]);
    }
    if (!run) return fail("not-found", NOT_HELD);
    if (run.end?.state !== "done" || !run.execution) {
      return fail("not-found", "This run has no rows: it is not done.");
    }
    book.trim(run);
    return succeed({ run, execution: run.execution });
  };

  const headOf = async (run: Run, execution: Execution) => {
    if (run.head) return succeed(run.head);
    const answer = await results.head(execution);
    if (!answer.ok) return fail("engine-failed", answer.trouble.message);
    run.head = answer.value;
    book.trim(run);
    return succeed(answer.value);
  };

  return {
    async start({ sql, plan }, token, reuseMinutes = 0, owner = "") {
      if (isClosing) return fail("cancelled", "The server is being stopped.");
      let run = book.find(token);
      if (!run) {
        const waiting = book.all().filter((each) => !each.end && each.executionId === null);
        const own = waiting.filter((each) => each.owner === owner);
        const tooMany = queueProblem(waiting.length, own.length, owner);
        if (tooMany !== null) return fail("queue-full", tooMany);
        run = newRun(sql, token, reuseMinutes, owner);
        book.put(token, run);
        const problem = planProblem(plan);
        if (problem !== null) {
          endFailed(run, problem);
          run.id = token;
          ended(run);
          return succeed(token);
        }
        const launched = run;
        launches.set(
          run,
          starter.launch(run).finally(() => launches.delete(launched)),
        );
      }
      await Promise.race([launches.get(run), sleep(START_PATIENCE_MS)]);
      const met = book.find(token) ?? run;
      if (met.id === null && met.executionId === null && met.end?.state === "failed") {
        // Nobody has its id yet, so the same token may try again.
        book.forget(met);
        return fail("engine-failed", met.end.message);
      }
      met.id ??= met.executionId ?? token;
      return succeed(met.id);
    },

    async states(ids) {
      await reopener.reopen(ids.filter((id) => !book.find(id)));
      const runs = new Map(ids.map((id) => [id, book.find(id)]));
      const reopened = [...runs.values()].flatMap((run) =>
        run && run.token === null ? (finishes.get(run) ?? []) : [],
      );
      if (reopened.length > 0) {
        await Promise.race([Promise.all(reopened), sleep(REOPEN_PATIENCE_MS)]);
      }
      const nowMs = Date.now();
      return new Map(
        [...runs].map(([id, run]): [string, RunState] => {
          if (!run) return [id, { state: "unknown" }];
          run.askedMs = nowMs;
          return [id, stateOf(run)];
        }),
      );
    },

    async rows(id, cursor): Promise<Result<RowPage>> {
      const found = await doneRun(id);
      if (!found.ok) return found;
      const { run, execution } = found.value;
      if (cursor === null) return headOf(run, execution);
      if (cursor === "" || cursor.length > MAX_CURSOR) {
        return fail("bad-input", "The cursor is not one of this run's.");
      }
      const answer = await results.page(execution, run.columns, cursor);
      return answer.ok ? succeed(answer.value) : fail("engine-failed", answer.trouble.message);
    },

    async *allRows(id) {
      const found = await doneRun(id);
      if (!found.ok) throw new Error(found.failure.message);
      const { run, execution } = found.value;
      const head = await headOf(run, execution);
      if (!head.ok) throw new Error(head.failure.message);
      yield* allRows(results, execution, head.value);
    },

    recordOf: (id) => book.find(id),

    async cancel(id, by) {
      const run = await meet(id);
      if (run && !run.end) await stop(run, by);
    },

    async close() {
      isClosing = true;
      const own = book.all().filter((run) => {
        if (run.token === null || run.end) return false;
        const { submittedMs = run.createdMs } = run.execution ?? {};
        return submittedMs > run.createdMs - CLOCK_TOLERANCE_MS;
      });
      const stops = own.map(async (run) => {
        const wasStarted = run.executionId !== null;
        await stop(run, "server");
        if (wasStarted) return;
        // A start on its way is stopped as soon as it has an id.
        await Promise.all([launches.get(run), starter.answered(run)]);
        if (run.executionId !== null) await stop(run, "server");
      });
      await Promise.race([Promise.all(stops), sleep(CLOSE_PATIENCE_MS)]);
      follower.close();
      destroy();
    },
  };
}
