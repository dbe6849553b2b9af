/** Reopens runs by Athena's id, after a restart or from a link. */
import type { Calls } from "./calls";
import type { Execution } from "./execution";
import { BATCH } from "./follower";
import { newRun, type Run } from "./run";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that Athena did not know is not looked up again for this long, milliseconds. */
const FORGETS_AFTER_MS = 60_000;
const MAX_UNKNOWN_IDS = 5_000;

export class Reopener {
  private readonly lookUps = new Map<string, Promise<void>>();
  private readonly unknownUntilMs = new Map<string, number>();

  /**
   * @param take receives each execution of the workgroup with a new run. One of another workgroup
   * stays unknown, because its cost and its rights are not this server's.
   */
  constructor(
    private readonly look: Calls["look"],
    private readonly workgroup: string,
    private readonly take: (run: Run, execution: Execution) => void,
  ) {}

  /** Looks up ids at Athena, each once; other texts than its ids are not sent. */
  async reopen(ids: readonly string[]): Promise<void> {
    const isNew = (id: string) =>
      ID.test(id) && !this.lookUps.has(id) && (this.unknownUntilMs.get(id) ?? 0) < Date.now();
    const fresh = [...new Set(ids)].filter(isNew);
    for (let start = 0; start < fresh.length; start += BATCH) {
      const batch = fresh.slice(start, start + BATCH);
      const lookUp = this.lookUp(batch).finally(() => {
        for (const id of batch) this.lookUps.delete(id);
      });
      for (const id of batch) this.lookUps.set(id, lookUp);
    }
    await Promise.all(new Set(ids.flatMap((id) => this.lookUps.get(id) ?? [])));
  }

  private async lookUp(ids: readonly string[]): Promise<void> {
    const answer = await this.look(ids);
    if (!answer.ok) return;
    const taken = new Set<string>();
    for (const execution of answer.value.found) {
      if (execution.workgroup !== this.workgroup) continue;
      const run = newRun(execution.sql, null);
      run.id = execution.id;
      run.executionId = execution.id;
      taken.add(execution.id);
      this.take(run, execution);
    }
    const unknown = this.unknownUntilMs;
    for (const id of ids) if (!taken.has(id)) unknown.set(id, Date.now() + FORGETS_AFTER_MS);
    for (const [id] of unknown) {
      if (unknown.size <= MAX_UNKNOWN_IDS) break;
      unknown.delete(id);
    }
  }
}
