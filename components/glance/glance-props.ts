/** What the overview and its groups of numbers are made of. */
import type { RunActions, SourceSummary } from "@/lib/api/answers";
import type { HomeStart } from "@/lib/investigation/home-link";

export type GlanceProps = {
  readonly start: HomeStart;
  readonly summary: Pick<SourceSummary, "dollarsPerTb" | "events" | "firstDay">;
  readonly actions: RunActions;
};

/** What a group of numbers is made of. */
export type GroupProps = GlanceProps & {
  /** Whether they are counted without a click. */
  readonly mode: "open" | "cached-only";
};
