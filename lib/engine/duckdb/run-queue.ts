/** Runs that wait for a slot: a few execute at the same time, and browser tabs take turns. */
import { createFairQueue, queueProblem } from "@/lib/engine/fair-queue";
import { endRun, hasEnded, type StoredRun } from "./run";

const INTERRUPT_EVERY_MS = 20;

export class RunQueue {
  private readonly waiting = createFairQueue<StoredRun>();
  private executing = 0;

  /** @param execute runs a run to its end and never throws */
  constructor(
    private readonly slots: number,
    private readonly execute: (run: StoredRun) => Promise<void>,
  ) {}

  /** Why another run of this tab may not wait; null where it may. */
  problem(owner: string): string | null {
    return queueProblem(this.waiting.size(), this.waiting.sizeOf(owner), owner);
  }

  add(run: StoredRun): void {
    this.waiting.add(run, run.owner);
    this.fill();
  }

  /** Ends a run that has its `stoppedBy`, and resolves when it has ended. */
  async stop(run: StoredRun): Promise<void> {
    if (this.waiting.remove(run)) endRun(run, "cancelled");
    // An interrupt between two statements is lost, so it is repeated.
    while (!hasEnded(run)) {
      run.connection?.interrupt();
      await new Promise((resolve) => setTimeout(resolve, INTERRUPT_EVERY_MS));
    }
  }

  private fill(): void {
    while (this.executing < this.slots) {
      const run = this.waiting.next();
      if (!run) return;
      this.executing += 1;
      run.state = "running";
      void this.execute(run).finally(() => {
        this.executing -= 1;
        this.fill();
      });
    }
  }
}
