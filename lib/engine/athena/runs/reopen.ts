/** Meets runs again by Athena's id: a link that was reopened, a server that was restarted. */
import type { Calls } from "./calls";
import type { Execution } from "./execution";
import { BATCH } from "./follower";
import { newRun, type Run } from "./run";

export type Reopener = {
  /** Asks Athena once about ids that nobody here knows; other texts than its ids are not sent. */
  readonly reopen: (ids: readonly string[]) => Promise<void>;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that Athena did not know is not asked for again for this long, milliseconds. */
const FORGETS_AFTER_MS = 60_000;
const MAX_UNKNOWN_IDS = 5_000;

/**
 * Opens a reopener. `take` is given each execution of the workgroup as a run that is not in the
 * book; one of another workgroup stays unknown, for its cost and its rights are not this server's.
 */
export function createReopener(
  look: Calls["look"],
  workgroup: string,
  take: (run: Run, execution: Execution) => void,
): Reopener {
  const asking = new Map<string, Promise<void>>();
  const unknownUntilMs = new Map<string, number>();

  const ask = async (ids: readonly string[]) => {
    const answer = await look(ids);
    if (!answer.ok) return;
    const taken = new Set<string>();
    for (const execution of answer.value.found) {
      if (execution.workgroup !== workgroup) continue;
      const run = newRun(execution.sql, null);
      run.id = execution.id;
      run.executionId = execution.id;
      taken.add(execution.id);
      take(run, execution);
    }
    for (const id of ids) if (!taken.has(id)) unknownUntilMs.set(id, Date.now() + FORGETS_AFTER_MS);
    for (const [id] of unknownUntilMs) {
      if (unknownUntilMs.size <= MAX_UNKNOWN_IDS) break;
      unknownUntilMs.delete(id);
    }
  };

  return {
    async reopen(ids) {
      const isOpen = (id: string) =>
        ID.test(id) && !asking.has(id) && (unknownUntilMs.get(id) ?? 0) < Date.now();
      const fresh = [...new Set(ids)].filter(isOpen);
      for (let start = 0; start < fresh.length; start += BATCH) {
        const batch = fresh.slice(start, start + BATCH);
        const asked = ask(batch).finally(() => {
          for (const id of batch) asking.delete(id);
        });
        for (const id of batch) asking.set(id, asked);
      }
      await Promise.all(new Set(ids.flatMap((id) => asking.get(id) ?? [])));
    },
  };
}
