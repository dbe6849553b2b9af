/**
 * Starts runs: once each, whatever the network does, because every try of a run carries the same
 * token. Where Athena has no free slot, runs wait here: browser tabs take turns, and the runs of each
 * start in the order in which they were asked for.
 */
import type { Answer } from "@/lib/engine/athena/aws/clients";
import { backoffMs, type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import { isAnswered } from "@/lib/engine/athena/errors/trouble";
import { endCancelled, endFailed, type Run } from "./run";

export type Starter = {
  /** Resolves when it is known what becomes of the run: it exists, has failed, or waits for a slot. */
  readonly launch: (run: Run) => Promise<void>;
  /** A run has ended: its slot may be free. */
  readonly slotFreed: () => void;
  /** Ends a run that waits here and is to stop, if it surely exists nowhere else. */
  readonly dropWaiting: (run: Run) => void;
  /** Resolves when no call to start the run is without its answer. */
  readonly answered: (run: Run) => Promise<unknown>;
};

export type StarterOptions = {
  /** Resolves when the next start may go out. */
  readonly pace: Pace;
  /** One call of StartQueryExecution with the run's token; gives the execution's id. */
  readonly startOnce: (run: Run) => Promise<Answer<string>>;
  readonly onStarted: (run: Run, executionId: string) => void;
  readonly onEnded: (run: Run) => void;
  /**
   * How long a start is tried while AWS does not answer, milliseconds. Waiting for its turn is no
   * part of it.
   */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** Where a run stands in the queue: in which turn, and within it in the order of asking. */
type Turn = { readonly turn: number; readonly asked: number };
const FIRST: Turn = { turn: 0, asked: 0 };

const ordinal = (place: number): string => {
  const isTeen = place % 100 > 10 && place % 100 < 14;
  const suffix = isTeen ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${suffix}`;
};

/** Opens a starter with nothing waiting. */
export function createStarter(options: StarterOptions): Starter {
  const { pace, startOnce, onStarted, onEnded, patienceMs = PATIENCE_MS } = options;
  const waiting: Run[] = [];
  const turns = new WeakMap<Run, Turn>();
  /** The latest turn that each tab was given, as long as it is to come. */
  const given = new Map<string, number>();
  const out = new Map<Run, Promise<Answer<string>>>();
  let asked = 0;
  /** The turn of the run that started last. */
  let current = 0;
  let isServing = false;
  let wake = () => {};

  /** A tab's next run comes a turn after its last one, or with those whose turn it is. */
  const giveTurn = (run: Run) => {
    asked += 1;
    const turn = Math.max(current, (given.get(run.owner) ?? 0) + 1);
    turns.set(run, { turn, asked });
    for (const [owner, latest] of given) if (latest < current) given.delete(owner);
    given.set(run.owner, turn);
  };

  const comesBefore = (run: Run, other: Run): boolean => {
    const [one, two] = [turns.get(run) ?? FIRST, turns.get(other) ?? FIRST];
    return one.turn < two.turn || (one.turn === two.turn && one.asked < two.asked);
  };

  const tellPlaces = () => {
    waiting.forEach((run, index) => {
      run.note = `waiting for a free Athena slot (${ordinal(index + 1)})`;
    });
  };

  const leaveQueue = (run: Run) => {
    const index = waiting.indexOf(run);
    if (index >= 0) waiting.splice(index, 1);
    run.note = null;
    tellPlaces();
  };

  const end = (run: Run, how: () => void) => {
    leaveQueue(run);
    how();
    onEnded(run);
  };

  /** Ends a run that is to stop, if it surely exists nowhere else; true where it has ended. */
  const endIfStopped = (run: Run): boolean => {
    if (run.wantsStop && !run.mayExist && !run.end) end(run, () => endCancelled(run));
    return run.end !== null;
  };

  /** One call, before whose answer nobody knows whether the run exists. */
  const callOnce = async (run: Run): Promise<Answer<string>> => {
    const mightExist = run.mayExist;
    run.mayExist = true;
    const call = startOnce(run).finally(() => out.delete(run));
    out.set(run, call);
    const answer = await call;
    run.mayExist = mightExist || (!answer.ok && answer.trouble.kind === "unreachable");
    return answer;
  };

  /** Tries until AWS has said yes or no; false where it said that no slot is free. */
  const tryStart = async (run: Run): Promise<boolean> => {
    let triedMs = 0;
    let signedOut = 0;
    for (let tries = 1; ; tries += 1) {
      const answered = await pace(run.owner);
      if (endIfStopped(run)) {
        answered();
        return true;
      }
      const beganMs = performance.now();
      const answer = await callOnce(run);
      answered();
      triedMs += performance.now() - beganMs;
      if (answer.ok) {
        leaveQueue(run);
        current = Math.max(current, turns.get(run)?.turn ?? 0);
        onStarted(run, answer.value);
        return true;
      }
      const { kind, message } = answer.trouble;
      if (kind === "full") return endIfStopped(run);
      if (kind === "signed-out") signedOut += 1;
      const isOver = triedMs > patienceMs;
      if (isAnswered(answer.trouble, signedOut) || isOver) {
        const unsure =
          run.mayExist && isOver
            ? `${message.slice(0, -1)}; Athena may have started it, and the same step meets it again.`
            : message;
        end(run, () => endFailed(run, unsure));
        return true;
      }
      run.note = message;
      const waitMs = backoffMs(tries, kind === "throttled" ? 500 : 100, 2_000);
      await sleep(waitMs);
      triedMs += waitMs;
    }
  };

  const serve = async () => {
    if (isServing) return;
    isServing = true;
    let refusals = 0;
    for (let [head] = waiting; head; [head] = waiting) {
      refusals += 1;
      const waitMs = backoffMs(refusals, FIRST_WAIT_MS, LONGEST_WAIT_MS);
      await Promise.race([sleep(waitMs), new Promise<void>((resolve) => (wake = resolve))]);
      for (let [next] = waiting; next && (await tryStart(next)); [next] = waiting) refusals = 0;
    }
    isServing = false;
  };

  const enqueue = (run: Run) => {
    const index = waiting.findIndex((other) => comesBefore(run, other));
    waiting.splice(index < 0 ? waiting.length : index, 0, run);
    tellPlaces();
    void serve();
  };

  return {
    async launch(run) {
      giveTurn(run);
      if (waiting.length > 0 || !(await tryStart(run))) enqueue(run);
    },
    slotFreed: () => wake(),
    answered: async (run) => out.get(run),
    dropWaiting: (run) => {
      endIfStopped(run);
    },
  };
}
