import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "@/lib/engine/athena/aws/clients";
import { type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import type { TroubleKind } from "@/lib/engine/athena/errors/error-facts";
import { newRun, type Run, stateOf } from "./run";
import { Starter } from "./starter";

const trouble = (kind: TroubleKind): Answer<string> => ({
  ok: false,
  trouble: { kind, message: `It is ${kind}.`, isDenied: false },
});
const started = (run: Run): Answer<string> => ({ ok: true, value: `id of ${run.token}` });

/** A starter with an Athena that gives these answers. */
function starting(
  answer: (run: Run, tries: number) => Answer<string>,
  pace: Pace = async () => () => {},
) {
  const tries = new Map<Run, number>();
  const order: (string | null)[] = [];
  const starter = new Starter({
    pace,
    startOnce: async (run) => {
      tries.set(run, (tries.get(run) ?? 0) + 1);
      return answer(run, tries.get(run) ?? 0);
    },
    onStarted: (run, id) => {
      run.executionId = id;
      order.push(run.token);
    },
    onEnded: () => {},
    patienceMs: 10_000,
  });
  return { starter, tries, order };
}

describe("the starter", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("repeats a start whose outcome is unknown, and a throttled one", async () => {
    const { starter, tries } = starting((run, nth) =>
      nth < 4 ? trouble(nth % 2 ? "unreachable" : "throttled") : started(run),
    );
    const run = newRun("", "a");
    const launched = starter.launch(run);
    await vi.advanceTimersByTimeAsync(8_000);
    await launched;
    expect(tries.get(run)).toBe(4);
    expect(run.executionId).toBe("id of a");
  });

  it("gives a start that waited long for its turn as many tries as any other", async () => {
    const { starter } = starting(
      (run, nth) => (nth < 4 ? trouble("throttled") : started(run)),
      () => sleep(60_000).then(() => () => {}),
    );
    const run = newRun("", "a");
    const launched = starter.launch(run);
    await vi.advanceTimersByTimeAsync(300_000);
    await launched;
    expect(run.executionId).toBe("id of a");
  });

  it("reports credentials as refused after three refusals, not after one among other errors", async () => {
    const mixed: readonly TroubleKind[] = ["unreachable", "signed-out", "throttled", "signed-out"];
    const { starter, tries } = starting((run, nth) => {
      const kind = run.token === "out" ? "signed-out" : mixed[nth - 1];
      return kind ? trouble(kind) : started(run);
    });
    const [run, out] = [newRun("", "a"), newRun("", "out")];
    const launched = Promise.all([starter.launch(run), starter.launch(out)]);
    await vi.advanceTimersByTimeAsync(9_000);
    await launched;
    expect(run.executionId).toBe("id of a");
    expect(tries.get(out)).toBe(3);
    expect(stateOf(out)).toMatchObject({ state: "failed", message: "It is signed-out." });
  });

  it("fails a refused start at once", async () => {
    const { starter, tries } = starting(() => trouble("refused"));
    const run = newRun("", "a");
    await starter.launch(run);
    expect(tries.get(run)).toBe(1);
    expect(stateOf(run)).toMatchObject({ state: "failed", message: "It is refused." });
  });

  it("gives up in the end, and reports that the run may exist", async () => {
    const { starter } = starting(() => trouble("unreachable"));
    const run = newRun("", "a");
    const launched = starter.launch(run);
    await vi.advanceTimersByTimeAsync(20_000);
    await launched;
    expect(stateOf(run)).toMatchObject({
      state: "failed",
      message:
        "It is unreachable; Athena may have started it. Run the step again to join that run.",
    });
  });

  it("gives another tab its turn before the many runs of the first", async () => {
    let free = 1;
    const { starter, order } = starting((run) => {
      if (free === 0) return trouble("full");
      free -= 1;
      return started(run);
    });
    const runs = Array.from({ length: 200 }, (_, index) => newRun("", `many ${index}`, 0, "many"));
    for (const run of runs) await starter.launch(run);
    await starter.launch(newRun("", "one 0", 0, "one"));
    await starter.launch(newRun("", "one 1", 0, "one"));
    free = 4;
    starter.slotFreed();
    await vi.advanceTimersByTimeAsync(10);
    expect(order).toEqual(["many 0", "one 0", "many 1", "one 1", "many 2"]);
  });

  it("queues runs in the order in which they were started", async () => {
    let free = 1;
    const { starter, order } = starting((run) => {
      if (free === 0) return trouble("full");
      free -= 1;
      return started(run);
    });
    const runs = Array.from({ length: 12 }, (_, index) => newRun("", String(index)));
    for (const run of runs) await starter.launch(run);
    expect(runs.map(({ note }) => note?.match(/\((.*)\)/)?.[1])).toEqual([
      undefined,
      "1st",
      "2nd",
      "3rd",
      "4th",
      "5th",
      "6th",
      "7th",
      "8th",
      "9th",
      "10th",
      "11th",
    ]);
    for (let round = 0; round < 6; round += 1) {
      free = 2;
      starter.slotFreed();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(order).toEqual(runs.map(({ token }) => token));
  });

  it("notices that the query of another program has ended", async () => {
    let isFull = true;
    const { starter } = starting((run) => (isFull ? trouble("full") : started(run)));
    const run = newRun("", "a");
    await starter.launch(run);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(stateOf(run)).toMatchObject({ state: "queued" });
    isFull = false;
    await vi.advanceTimersByTimeAsync(5_100);
    expect(run.executionId).toBe("id of a");
  });

  it("ends a waiting run only where no other process can have it", async () => {
    let answers: readonly TroubleKind[] = ["full"];
    const { starter } = starting((run, nth) => {
      const kind = answers[nth - 1];
      return kind ? trouble(kind) : started(run);
    });
    const plain = newRun("", "plain");
    await starter.launch(plain);
    plain.wantsStop = "person";
    starter.endIfStopped(plain);
    expect(stateOf(plain).state).toBe("cancelled");
    answers = ["unreachable", "full"];
    const unsure = newRun("", "unsure");
    const launched = starter.launch(unsure);
    await vi.advanceTimersByTimeAsync(1_000);
    await launched;
    unsure.wantsStop = "person";
    starter.endIfStopped(unsure);
    expect(unsure.end).toBeNull();
    await vi.advanceTimersByTimeAsync(5_000);
    // Now it has an id, by which it can be stopped.
    expect(unsure.executionId).toBe("id of unsure");
  });

  describe("a run that is stopped while its start has no answer", () => {
    /** A starter whose every call waits for its answer. */
    function answering() {
      const answers: ((answer: Answer<string>) => void)[] = [];
      const started: Run[] = [];
      const starter = new Starter({
        pace: async () => () => {},
        startOnce: () => new Promise((resolve) => answers.push(resolve)),
        onStarted: (run) => started.push(run),
        onEnded: () => {},
      });
      const answer = async (given: Answer<string>) => {
        answers.shift()?.(given);
        await vi.advanceTimersByTimeAsync(5_000);
      };
      const stop = (run: Run) => {
        run.wantsStop = "person";
        starter.endIfStopped(run);
      };
      return { starter, started, answer, stop };
    }

    it("is ended at once where no slot was free for it", async () => {
      const { starter, answer, stop } = answering();
      const [first, second] = [newRun("", "first"), newRun("", "second")];
      void starter.launch(first);
      void starter.launch(second);
      await vi.advanceTimersByTimeAsync(0);
      stop(second);
      expect(second.end).toBeNull();
      await answer(trouble("full"));
      await answer(trouble("full"));
      expect(stateOf(first).state).toBe("queued");
      expect(stateOf(second).state).toBe("cancelled");
    });

    it("is not reported as ended while it may still begin", async () => {
      const { starter, started, answer, stop } = answering();
      const run = newRun("", "a");
      void starter.launch(run);
      await vi.advanceTimersByTimeAsync(0);
      await answer(trouble("full"));
      stop(run);
      expect(run.end).toBeNull();
      await answer({ ok: true, value: "its id" });
      // It has an id, by which it is stopped.
      expect(started).toEqual([run]);
      expect(run.end).toBeNull();
    });

    it("is not sent where it was stopped before its call", async () => {
      let proceed = () => {};
      const turn = new Promise<void>((resolve) => (proceed = resolve));
      const answered = vi.fn();
      const { starter, tries } = starting(started, async () => {
        await turn;
        return answered;
      });
      const run = newRun("", "a");
      const launched = starter.launch(run);
      run.wantsStop = "person";
      starter.endIfStopped(run);
      // The turn may come late where AWS is slow.
      expect(stateOf(run).state).toBe("cancelled");
      proceed();
      await launched;
      expect(tries.get(run)).toBeUndefined();
      expect(answered).toHaveBeenCalledOnce();
      expect(stateOf(run).state).toBe("cancelled");
    });
  });
});
