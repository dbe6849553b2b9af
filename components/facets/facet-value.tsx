"use client";
/** One value of a facet, with its count and its two buttons. */
import { MiddleCut } from "@/components/ui/middle-cut";
import { formatCount, formatCounted } from "@/lib/text/format";
import { shorten, valueText } from "@/lib/text/visible-text";
import type { FacetField } from "@/queries/facets";
import type { Filter } from "@/queries/filters";
import type { FacetEntry } from "./facet-entries";
import { valueWords } from "./value-words";

type Props = {
  readonly field: FacetField;
  readonly entry: FacetEntry;
  /** The share of the largest count of the facet, 0 to 1. */
  readonly share: number;
  /** Another value of the facet is chosen, so that the listing has none of this one. */
  readonly isLeftOut: boolean;
  /** The Tab key comes to this value; the arrow keys lead to the others. */
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onRemove: () => void;
};

/** The letters that surely fit into the panel; a longer text keeps its end in sight. */
const ROOM_LETTERS = 18;

const BUTTON =
  "relative flex h-[26px] min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 text-left hover:bg-line-soft disabled:cursor-default disabled:hover:bg-transparent aria-pressed:bg-accent-soft";
/** Shown on a touch screen, and for the line that a pointer or the focus is on. */
const SECOND =
  "w-6 shrink-0 rounded-md text-ink-3 leading-[26px] hover:bg-line-soft hover:text-ink focus-visible:opacity-100 lg:opacity-0 lg:group-hover:opacity-100 lg:group-focus-within:opacity-100";

/** One value of a facet: a click leaves only its events, a second button leaves them out. */
export function FacetValueLine(props: Props) {
  const { field, entry, share, onFilter, onRemove } = props;
  const { value, count, state, only, not } = entry;
  const { text, title, tone } = valueWords(field, value);
  const name = valueText(shorten(text, 60));
  const isDim = state === "excluded" || props.isLeftOut;
  return (
    <li className="group flex items-center gap-0.5">
      <button
        type="button"
        data-facet-value=""
        tabIndex={props.isTabStop ? 0 : -1}
        aria-pressed={state === "included"}
        aria-label={`Only ${name}, ${formatCounted(count, "event")}${state === "excluded" ? ", excluded" : ""}`}
        title={title}
        disabled={only === null}
        onFocus={props.onFocus}
        onClick={() => (state === "included" ? onRemove() : only && onFilter(only))}
        className={BUTTON}
      >
        <span
          aria-hidden="true"
          className={`absolute bottom-0.5 left-1.5 h-[3px] rounded-full ${isDim ? "bg-line" : "bg-accent/45"}`}
          style={{ width: `calc((100% - 12px) * ${share})` }}
        />
        <span
          className={`flex min-w-0 flex-1 font-mono text-[12px] ${isDim ? "text-ink-3" : tone} ${state === "excluded" ? "line-through" : ""}`}
        >
          <MiddleCut text={text} isCut={text.length > ROOM_LETTERS} />
        </span>
        <span className={`text-[11.5px] ${isDim ? "text-ink-3" : "text-ink-2"}`}>
          {formatCount(count)}
        </span>
      </button>
      {state !== null ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Remove the filter on ${name}`}
          title="Remove the filter"
          onClick={onRemove}
          className={`${SECOND} lg:opacity-100`}
        >
          ×
        </button>
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Exclude ${name}`}
          title="Exclude"
          disabled={not === null}
          onClick={() => not && onFilter(not)}
          className={SECOND}
        >
          −
        </button>
      )}
    </li>
  );
}
