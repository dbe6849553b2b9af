import type { RunState } from "@/lib/engine/port";

/** A run ended without rows, which means something else where there were no logs to look in. */
export const endedWithoutRows = (state: RunState | null): boolean =>
  state?.state === "done" && state.rowCount === 0;
