/**
 * Starts runs, each once: every try of a run carries the same token. Where Athena has no free slot,
 * runs wait here.
 */
import type { Answer } from "@/lib/engine/athena/aws/clients";
import { backoffMs, type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import { isAnswered } from "@/lib/engine/athena/errors/trouble";
import { endCancelled, endFailed, type Run } from "./run";
import { StartQueue } from "./start-queue";

export type StarterOptions = {
  /** Resolves when the next start may be sent. */
  readonly pace: Pace;
  /** One call of StartQueryExecution with the run's token; gives the execution's id. */
  readonly startOnce: (run: Run) => Promise<Answer<string>>;
  readonly onStarted: (run: Run, executionId: string) => void;
  readonly onEnded: (run: Run) => void;
  /**
   * How long a start is tried while AWS does not answer, milliseconds, without the time that it
   * waits for its turn.
   */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

export class Starter {
  private readonly queue = new StartQueue();
  private isServing = false;
  private wake = () => {};

  constructor(private readonly options: StarterOptions) {}

  /** Resolves when the start is decided: the run exists, has failed, or waits for a slot. */
  async launch(run: Run): Promise<void> {
    this.queue.giveTurn(run);
    if (this.queue.first === undefined && (await this.tryStart(run))) return;
    this.queue.add(run);
    void this.serve();
  }

  /** Call it when a run has ended: its slot may be free. */
  slotFreed(): void {
    this.wake();
  }

  /** Ends a run that is to stop, if it surely exists only here; true where it has ended. */
  endIfStopped(run: Run): boolean {
    if (run.wantsStop && !run.mayExist && !run.end) this.end(run, () => endCancelled(run));
    return run.end !== null;
  }

  private end(run: Run, end: () => void): void {
    this.queue.remove(run);
    end();
    this.options.onEnded(run);
  }

  /** Makes one call. Until its answer arrives the run may exist without an id. */
  private async callOnce(run: Run): Promise<Answer<string>> {
    const mightExist = run.mayExist;
    run.mayExist = true;
    const answer = await this.options.startOnce(run);
    run.mayExist = mightExist || (!answer.ok && answer.trouble.kind === "unreachable");
    return answer;
  }

  /** Tries until AWS accepts or refuses the start; false where it has no free slot. */
  private tryStart(run: Run): Promise<boolean> {
    const starting = this.tries(run).finally(() => {
      run.starting = null;
    });
    run.starting = starting;
    return starting;
  }

  private async tries(run: Run): Promise<boolean> {
    const { pace, onStarted, patienceMs = PATIENCE_MS } = this.options;
    let triedMs = 0;
    let signedOut = 0;
    for (let tries = 1; ; tries += 1) {
      const release = await pace(run.owner);
      if (this.endIfStopped(run)) {
        release();
        return true;
      }
      const beganMs = performance.now();
      const answer = await this.callOnce(run);
      release();
      triedMs += performance.now() - beganMs;
      if (answer.ok) {
        this.queue.started(run);
        onStarted(run, answer.value);
        return true;
      }
      const { kind, message } = answer.trouble;
      if (kind === "full") return this.endIfStopped(run);
      if (kind === "signed-out") signedOut += 1;
      const isOver = triedMs > patienceMs;
      if (isAnswered(answer.trouble, signedOut) || isOver) {
        const unsure = `${message.slice(0, -1)}; Athena may have started it. Run the step again to join that run.`;
        this.end(run, () => endFailed(run, run.mayExist && isOver ? unsure : message));
        return true;
      }
      run.note = message;
      const waitMs = backoffMs(tries, kind === "throttled" ? 500 : 100, 2_000);
      await sleep(waitMs);
      triedMs += waitMs;
    }
  }

  /** Starts waiting runs as slots become free. Slots of other programs free up unannounced. */
  private async serve(): Promise<void> {
    if (this.isServing) return;
    this.isServing = true;
    const queue = this.queue;
    let refusals = 0;
    while (queue.first) {
      refusals += 1;
      const waitMs = backoffMs(refusals, FIRST_WAIT_MS, LONGEST_WAIT_MS);
      const woken = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      await Promise.race([sleep(waitMs), woken]);
      while (queue.first && (await this.tryStart(queue.first))) refusals = 0;
    }
    this.isServing = false;
  }
}
