/** Why a run does not begin by itself. */
import type { Reads } from "@/lib/api/answers";
import type { Workplace } from "@/lib/backend";
import type { Result } from "@/lib/result";
import { within } from "@/lib/time-limit";
import { mayBegin } from "./estimate";

/** It is over a limit, or nobody knows yet whether it is. */
export type Doubt = "asks-first" | "not-yet";

/**
 * What keeps a new run from beginning by itself; null where nothing does, or where a person has said
 * yes. `reads` tells what it would read, and is waited for no longer than the settings say.
 */
export async function doubtOf(
  { config, cutoffBytes }: Workplace,
  isConfirmed: boolean,
  reads: () => Promise<Result<Reads>>,
): Promise<Doubt | null> {
  if (isConfirmed) return null;
  const told = await within(config.sizesWaitMs, reads());
  const begins = mayBegin(told, { askAboveBytes: config.askAboveBytes, cutoffBytes });
  return begins === "yes" ? null : begins;
}
