"use client";
/** The panel of facets beside a listing. */
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import { RetryButton } from "@/components/ui/retry-button";
import { formatCount, formatCounted } from "@/lib/text/format";
import { withoutValue } from "@/queries/facets";
import { addFilter, type Filter, isExclusion } from "@/queries/filters";
import type { Facets } from "./facet-data";
import { facetView } from "./facet-entries";
import { onFacetKey } from "./facet-keys";
import { FacetSection } from "./facet-section";

/** What is known of the facets. */
export type FacetsState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | {
      readonly state: "ready";
      readonly facets: Facets;
      /** All events that match, or only the rows that the page has loaded of them. */
      readonly of: "all" | "loaded";
      /** They are those before the last change, and others are on their way. */
      readonly isStale: boolean;
    };

type Props = {
  readonly state: FacetsState;
  readonly filters: readonly Filter[];
  /** A person has just opened the panel. */
  readonly takesFocus: boolean;
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly onRetry: () => void;
  readonly onClose: () => void;
};

/** Beside the answer on a wide screen, a sheet over it on a narrow one. */
const PANEL =
  "flex min-h-0 flex-col bg-panel outline-none max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-10 max-lg:h-[70dvh] max-lg:rounded-t-[10px] max-lg:border-line max-lg:border-t max-lg:shadow-float lg:border-line lg:border-r";

/** The fields of a listing's events with their values, each with its count and its filters. */
export function FacetPanel({ state, filters, takesFocus, ...props }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) panel.current?.focus();
  }, [takesFocus]);
  return (
    <aside
      ref={panel}
      aria-label="Facets"
      tabIndex={-1}
      className={PANEL}
      onKeyDown={(event) => {
        const isSearching = event.target instanceof HTMLInputElement && event.target.value !== "";
        if (event.key !== "Escape" || isSearching) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <div className="flex items-center gap-2 px-4 pt-3.5 pb-1">
        <h2 className="font-semibold text-[14px]">Facets</h2>
        <Button
          className="ml-auto"
          aria-label="Close the facets"
          title="Close (f)"
          onClick={props.onClose}
        >
          {/* Where they took the place of the steps, these are what closing leads to. */}
          <span className="hidden lg:max-[1600px]:inline">Steps</span>
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      {state.state === "failed" ? (
        <div role="alert" className="flex flex-col items-start gap-2 px-4 py-2">
          <p className="text-error-ink [overflow-wrap:anywhere]">
            Not counted. <LogText text={state.message} />
          </p>
          <RetryButton problem={state.message} onRetry={props.onRetry} />
        </div>
      ) : null}
      {state.state === "loading" ? <Loading /> : null}
      {state.state === "ready" ? <Counted {...state} {...props} filters={filters} /> : null}
    </aside>
  );
}

const ROOM: readonly string[] = ["a", "b", "c", "d"];

/** The height of four facets, so that the panel does not jump when they arrive. */
const Loading = () => (
  <div className="px-4 py-2">
    <p role="status" className="mb-3 text-[12px] text-ink-2">
      Counting…
    </p>
    {ROOM.map((room) => (
      <div key={room} className="mb-4 h-[150px] animate-pulse rounded-lg bg-line-soft" />
    ))}
  </div>
);

type CountedProps = Omit<Extract<FacetsState, { state: "ready" }>, "state"> &
  Pick<Props, "filters" | "onFilters">;

function Counted({ facets, of, isStale, filters, onFilters }: CountedProps) {
  const exclusions = filters.filter(isExclusion);
  const shown = facets.facets
    .map((facet) => facetView(facet, filters))
    .filter(({ entries, others }) => entries.length + others.length > 0);
  return (
    <>
      <div className="border-line border-b px-4 pb-2 text-[12px] text-ink-2">
        <p role="status">
          {isStale
            ? "Counting…"
            : of === "all"
              ? `Of all ${formatCounted(facets.events, "event")}`
              : `Of the ${formatCounted(facets.events, "loaded row")}`}
        </p>
        {of === "loaded" && filters.length > 0 ? (
          <p>These rows are already filtered, so other values are not counted.</p>
        ) : null}
        {exclusions.length > 0 ? (
          <p>
            Hidden by {formatCounted(exclusions.length, "exclusion")}
            {facets.hidden === null || isStale ? "" : `: ${formatCount(facets.hidden)}`}{" "}
            <button
              type="button"
              onClick={() => onFilters(filters.filter((filter) => !isExclusion(filter)))}
              className="rounded text-accent hover:underline"
            >
              Show them
            </button>
          </p>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons within. */}
      <div
        onKeyDown={onFacetKey}
        className={`flex min-h-0 flex-1 flex-col gap-3.5 overflow-y-auto px-2.5 py-2.5 ${isStale ? "opacity-60" : ""}`}
      >
        {shown.length === 0 ? (
          <p className="px-1.5 text-ink-2">There are no events to count.</p>
        ) : null}
        {shown.map((view) => (
          <FacetSection
            key={view.field}
            view={view}
            onFilter={(filter) => onFilters(addFilter(filters, filter))}
            onRemoveValue={(value) => onFilters(withoutValue(filters, view.field, value))}
            onRemoveFilter={(at) => onFilters(filters.filter((_, each) => each !== at))}
          />
        ))}
      </div>
    </>
  );
}
