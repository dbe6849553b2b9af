"use client";
/** One facet of the panel: a field and its values. */
import { useId, useState } from "react";
import { LogValue } from "@/components/ui/log-text";
import { TEXT_FIELD } from "@/components/ui/styles";
import { formatCount } from "@/lib/text/format";
import { shorten, valueText } from "@/lib/text/visible-text";
import type { Filter } from "@/queries/filters";
import { entriesInSight, type FacetView, FEW_VALUES, SEARCHED_FROM } from "./facet-entries";
import { FacetValueLine } from "./facet-value";
import { facetHeading } from "./value-words";

type Props = {
  readonly view: FacetView;
  readonly onFilter: (filter: Filter) => void;
  readonly onRemoveValue: (value: string | null) => void;
  /** Removes a filter by its place among all. */
  readonly onRemoveFilter: (at: number) => void;
};

/** The values of a field, a few of them until a person asks for more. */
export function FacetSection({ view, onFilter, onRemoveValue, onRemoveFilter }: Props) {
  const { field, entries, distinct, most, others, hasChoice } = view;
  const headingId = useId();
  const [isWhole, setWhole] = useState(false);
  const [search, setSearch] = useState("");
  const [lastFocused, setLastFocused] = useState<string | null | undefined>(undefined);
  const heading = facetHeading(field);
  const shown = entriesInSight(entries, isWhole, search);
  const stop = Math.max(
    0,
    shown.findIndex(({ value }) => value === lastFocused),
  );
  const searchLabel = `Search ${heading.toLowerCase()}`;
  return (
    <section aria-labelledby={headingId}>
      <div className="flex items-baseline gap-2 px-1.5 pb-0.5">
        <h3 id={headingId} className="font-[550] text-[12px]">
          {heading}
        </h3>
        <span className="ml-auto text-[11.5px] text-ink-3">
          {entries.length < distinct
            ? `${formatCount(entries.length)} of ${formatCount(distinct)}`
            : formatCount(distinct)}
        </span>
      </div>
      {others.map(({ at, words, value }) => (
        <div key={at} className="flex items-center rounded-md bg-accent-soft text-[12px]">
          <span className="min-w-0 flex-1 truncate px-1.5 py-0.5">
            {words}{" "}
            <span className="font-mono">
              <LogValue value={value} length={60} />
            </span>
          </span>
          <button
            type="button"
            aria-label={`Remove the filter ${words} ${valueText(shorten(value, 60))}`}
            onClick={() => onRemoveFilter(at)}
            className="w-6 shrink-0 rounded-md text-ink-3 leading-[24px] hover:text-ink"
          >
            ×
          </button>
        </div>
      ))}
      {isWhole && entries.length > SEARCHED_FROM ? (
        <input
          type="search"
          aria-label={searchLabel}
          placeholder={searchLabel}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={`${TEXT_FIELD} mb-1 w-full`}
        />
      ) : null}
      <ul className={isWhole ? "max-h-[286px] overflow-y-auto" : ""}>
        {shown.map((entry, at) => (
          <FacetValueLine
            key={entry.value === null ? "none" : `is ${entry.value}`}
            field={field}
            entry={entry}
            share={most === 0 ? 0 : entry.count / most}
            isLeftOut={hasChoice && entry.state === null}
            isTabStop={at === stop}
            onFocus={() => setLastFocused(entry.value)}
            onFilter={onFilter}
            onRemove={() => onRemoveValue(entry.value)}
          />
        ))}
      </ul>
      {isWhole && shown.length === 0 ? (
        <p className="px-1.5 py-1 text-[12px] text-ink-2">
          Nothing here contains “{search.trim()}”.
        </p>
      ) : null}
      {entries.length === 0 ? (
        <p className="px-1.5 py-1 text-[12px] text-ink-3">No events</p>
      ) : null}
      {entries.length > FEW_VALUES ? (
        <button
          type="button"
          aria-expanded={isWhole}
          aria-label={`${isWhole ? "Show fewer" : "Show more"}: ${heading}`}
          onClick={() => {
            setWhole(!isWhole);
            setSearch("");
          }}
          className="rounded-md px-1.5 text-[12px] text-accent leading-[24px] hover:bg-line-soft"
        >
          {isWhole ? "Show fewer" : `Show ${formatCount(entries.length - FEW_VALUES)} more`}
        </button>
      ) : null}
    </section>
  );
}
