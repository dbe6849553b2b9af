/** The list of sources. */
import { Button } from "@/components/ui/button";
import type { SourceChoice, SourceChoices } from "@/lib/api/sources";
import { formatCounted, formatDuration } from "@/lib/text/format";
import type { PartitionColumn } from "@/queries/layouts";

type Props = {
  readonly sources: SourceChoices;
  /** The selected source; null before a choice. */
  readonly current: string | null;
  readonly onChoose: (name: string) => void;
};

/** More than these are counted. */
const MOST_NAMED = 4;

/** `timestamp (yyyy/MM/dd)`: a column, and the form of a time. */
const columnText = ({ name, format }: PartitionColumn): string =>
  format === undefined || format === name ? name : `${name} (${format})`;

function places(values: readonly string[], one: string): string {
  if (values.length === 0) return `the table does not list its ${one}s`;
  return values.length <= MOST_NAMED ? values.join(", ") : formatCounted(values.length, one);
}

function accountsText({ accounts, isTablePerAccount }: SourceChoice): string {
  const text = places(accounts, "account");
  return isTablePerAccount ? `${text}, one table each` : text;
}

const factsOf = (source: SourceChoice): readonly (readonly [string, string])[] => [
  ["Partitions", source.partitionColumns.map(columnText).join(", ")],
  ["Accounts", accountsText(source)],
  ["Regions", places(source.regions, "region")],
  [
    "Delivery",
    source.deliveryLagMs === 0
      ? "events are stored by their own date"
      : `files delivered up to ${formatDuration(source.deliveryLagMs)} after an event are read`,
  ],
  [
    "Duplicates",
    source.mayHoldDuplicates
      ? "possible; each event is counted once, by its id"
      : "none: each event is stored once",
  ],
];

function Usable({
  source,
  isCurrent,
  onChoose,
}: {
  readonly source: SourceChoice;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}) {
  const { name, layout, mustName, notes, warnings } = source;
  return (
    <li
      aria-current={isCurrent ? "true" : undefined}
      className={`rounded-lg border px-3 py-2.5 ${isCurrent ? "border-accent/40 bg-accent-soft" : "border-line"}`}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 flex-1 font-mono font-[550] text-[12.5px] [overflow-wrap:anywhere]">
          {name}
        </h3>
        {isCurrent ? (
          <span className="text-[12px] text-accent">In use</span>
        ) : (
          <Button look="main" aria-label={`Use ${name}`} onClick={onChoose}>
            Use
          </Button>
        )}
      </div>
      <p className="text-[12px] text-ink-2">{layout}</p>
      <dl className="mt-1.5 grid grid-cols-[76px_1fr] gap-x-2 gap-y-0.5 text-[12px]">
        {factsOf(source).map(([term, text]) => (
          <div key={term} className="contents">
            <dt className="text-ink-2">{term}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{text}</dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} className="mt-1 text-[12px] text-ink-2">
          {note}
        </p>
      ))}
      {mustName.length > 0 ? (
        <p className="mt-1 text-[12px] text-denied-ink">
          Queries on this table must name {mustName.map((place) => `${place}s`).join(" and ")}.
          Choose them in the scope bar.
        </p>
      ) : null}
      {warnings.map((warning) => (
        <p key={warning} className="mt-1 text-[12px] text-denied-ink">
          {warning}
        </p>
      ))}
    </li>
  );
}

/** The tables that can be queried, and those that cannot, with the reason and the fix. */
export function SourceList({ sources, current, onChoose }: Props) {
  const { usable, refused, place } = sources;
  return (
    <div className="flex flex-col gap-4">
      <ul aria-label="Usable" className="flex flex-col gap-2">
        {usable.map((source) => (
          <Usable
            key={source.name}
            source={source}
            isCurrent={source.name === current}
            onChoose={() => onChoose(source.name)}
          />
        ))}
      </ul>
      {refused.length > 0 ? (
        <section aria-labelledby="refused-title">
          <h3 id="refused-title" className="mb-1 font-semibold">
            Not usable
          </h3>
          <ul className="flex flex-col gap-1.5 text-[12px]">
            {refused.map(({ table, problem }) => (
              <li key={table}>
                <span className="font-mono [overflow-wrap:anywhere]">{table}</span>{" "}
                <span className="text-ink-2">{problem}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="text-[12px] text-ink-2">
        {place}. Links name this source, so a colleague who opens one queries the same table.
      </p>
    </div>
  );
}
