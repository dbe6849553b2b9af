"use client";
/** A step's suggested filters, as switches above its answer. */
import { type Filter, formatFilter } from "@/queries/filters";
import type { QuickFilter } from "@/queries/playbook";

/** Each switch adds its filter, or removes it where it is on. */
export function QuickFilters({
  offered,
  filters,
  onFilters,
}: {
  readonly offered: readonly QuickFilter[];
  readonly filters: readonly Filter[];
  readonly onFilters: (filters: readonly Filter[]) => void;
}) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Quick filters</legend>
      {offered.map(({ label, filter }) => {
        const text = formatFilter(filter);
        const isOn = filters.some((each) => formatFilter(each) === text);
        const others = filters.filter((each) => formatFilter(each) !== text);
        return (
          <button
            key={text}
            type="button"
            aria-pressed={isOn}
            onClick={() => onFilters(isOn ? others : [...others, filter])}
            className={`rounded-md border px-2 text-[12px] leading-[22px] hover:border-ink-3 ${
              isOn ? "border-accent bg-accent-soft text-accent" : "border-line bg-panel text-ink-2"
            }`}
          >
            {label}
          </button>
        );
      })}
    </fieldset>
  );
}
