"use client";
/** Chooses what the facets beside a listing count. */
import { useMemo, useState } from "react";
import { countRows } from "@/components/facets/count-rows";
import { type Facets, readFacets } from "@/components/facets/facet-data";
import { FacetPanel, type FacetsState } from "@/components/facets/facet-panel";
import type { FacetsOpen } from "@/components/facets/use-facets-open";
import type { Row } from "@/lib/api/run";
import type { Investigation } from "@/lib/investigation/investigation";
import { FACETS } from "@/queries/facets";
import type { Filter } from "@/queries/filters";
import { allFilters } from "./moves";
import { type CountProgress, countProblem, type StepProgress } from "./step-progress";
import { useRows } from "./use-rows";

type ReadyState = Extract<FacetsState, { state: "ready" }>;

type Props = {
  readonly investigation: Investigation;
  /** The listing's columns and loaded rows. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The count over all events, where it costs nothing; null before it is requested. */
  readonly progress: CountProgress | null;
  readonly listing: StepProgress;
  readonly facets: FacetsOpen;
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly onRetry: () => void;
};

/** Nothing comes of a listing before a person acts: it failed, or is over the limit. */
function hasNoEvents({ answer, state, error }: StepProgress): boolean {
  if (error !== null) return true;
  if (answer === null || answer.kind === "estimating") return false;
  return (
    answer.kind !== "started" || ["failed", "cancelled", "unknown"].includes(state?.state ?? "")
  );
}

/** What a count of all events gives; null where the page has to count its own rows. */
function useCounted(progress: CountProgress | null): FacetsState | null {
  const { answer = null, state = null } = progress ?? {};
  const done = state?.state === "done" ? state : null;
  const runId = answer?.kind === "started" && done ? answer.runId : null;
  const { rows, error } = useRows(runId);
  const facets = useMemo(() => readFacets(rows, FACETS), [rows]);
  // A count that needs a scan, or a confirmation, is never run; nor is one that is refused.
  if (answer !== null && answer.kind !== "started" && answer.kind !== "estimating") return null;
  const message = (progress && countProblem(progress)) ?? error;
  if (message !== null) return { state: "failed", message };
  // A facet is known once all of its values are.
  if (!done || rows.length < done.rowCount) return { state: "loading" };
  return { state: "ready", facets, of: "all", isStale: false };
}

const NO_FACETS: Facets = { facets: [], events: 0, hidden: null };

/** The facets beside a listing: over all its events where that costs nothing, or over its loaded rows. */
export function FacetColumn(props: Props) {
  const { investigation, columns, rows, listing, progress, facets } = props;
  const counted = useCounted(progress);
  const isOfLoaded = counted === null && listing.state?.state === "done";
  const ofRows = useMemo(
    () => (isOfLoaded ? countRows(columns, rows) : null),
    [isOfLoaded, columns, rows],
  );
  const ofListing = hasNoEvents(listing) ? NO_FACETS : ofRows;
  const state: FacetsState =
    ofListing === null ? (counted ?? { state: "loading" }) : ofLoaded(ofListing);
  // While the next counts of the same events are on their way, the last ones stay in sight.
  const { playbookId, stepId, inputs } = investigation;
  const subject = JSON.stringify([playbookId, stepId, inputs]);
  const [last, setLast] = useState<{ readonly subject: string; readonly state: ReadyState } | null>(
    null,
  );
  if (state.state === "ready" && last?.state.facets !== state.facets) setLast({ subject, state });
  const isShownAgain = state.state === "loading" && last?.subject === subject;
  const close = (): void => {
    facets.toggle();
    document.querySelector<HTMLElement>("[data-facets-button]")?.focus();
  };
  return (
    <FacetPanel
      state={isShownAgain ? { ...last.state, isStale: true } : state}
      filters={allFilters(investigation)}
      takesFocus={facets.isFresh}
      onFilters={props.onFilters}
      onRetry={props.onRetry}
      onClose={close}
    />
  );
}

const ofLoaded = (facets: Facets): ReadyState => ({
  state: "ready",
  facets,
  of: "loaded",
  isStale: false,
});
