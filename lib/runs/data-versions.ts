/** The data version that each run of this process read, for the freshness notice of an older result. */

const MAX_NOTED = 5_000;

/** Run ids to epochs, oldest first. It lives on the process: Next bundles actions and routes apart. */
const shared = globalThis as { trailbookRunEpochs?: Map<string, string> };

const noted = (): Map<string, string> => {
  shared.trailbookRunEpochs ??= new Map();
  return shared.trailbookRunEpochs;
};

/** Notes the state of the data that a run was started over; the first one told holds. */
export function noteDataVersion(runId: string, epoch: string): void {
  const epochs = noted();
  if (epochs.has(runId)) return;
  epochs.set(runId, epoch);
  for (const [oldest] of epochs) {
    if (epochs.size <= MAX_NOTED) return;
    epochs.delete(oldest);
  }
}

/** The state of the data that a run was started over; undefined where this process did not start it. */
export const dataVersionOfRun = (runId: string): string | undefined => noted().get(runId);
