/** Whether a run needs a confirmation before it starts. */
import type { Reads } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import type { Result } from "@/lib/result";
import { withTimeLimit } from "@/lib/time-limit";
import { mayBegin } from "./estimate";

/** It is over a limit, or nobody knows yet whether it is. */
export type StartBlocker = "asks-first" | "not-yet";

/**
 * What keeps a new run from beginning by itself; null where nothing does, or where a person has said
 * yes. `reads` tells what it would read, and is waited for no longer than the settings say.
 */
export async function startBlocker(
  { config, cutoffBytes }: Backend,
  isConfirmed: boolean,
  reads: () => Promise<Result<Reads>>,
): Promise<StartBlocker | null> {
  if (isConfirmed) return null;
  const told = await withTimeLimit(config.sizesWaitMs, reads());
  const begins = mayBegin(told, { askAboveBytes: config.askAboveBytes, cutoffBytes });
  return begins === "yes" ? null : begins;
}
