/** The facts of the source on the home page. */
import { describeDay, formatWindow } from "@/components/scope/time-text";
import type { SourceSummary } from "@/lib/api/answers";
import type { HomeStart } from "@/lib/investigation/home-link";
import { formatCount, formatCounted } from "@/lib/text/format";

type Props = {
  readonly summary: SourceSummary;
  /** What the source cannot contain, sentences. */
  readonly limits: readonly string[];
  /** The time range of the questions below. */
  readonly start: HomeStart;
};

/** The source's accounts, regions and days in one line, so that no one searches days without logs. */
export function SourceFacts({ summary, limits, start }: Props) {
  const { engineLabel, accounts, regions, firstDay, lastDay, events } = summary;
  const facts: readonly (readonly [string, string])[] = [
    ["Source", engineLabel],
    [
      "Accounts",
      accounts.length === 0 ? "unknown until the first query" : listed(accounts, "account"),
    ],
    ["Regions", regions.length === 0 ? "unknown until the first query" : listed(regions, "region")],
    [
      "Days",
      firstDay && lastDay ? `${describeDay(firstDay)} to ${describeDay(lastDay)}` : "not known",
    ],
    ...(limits.length === 0 ? [] : [["Limits", limits.join(" ")] as const]),
    ...(events === null ? [] : [["Events", formatCount(events)] as const]),
    ["Time range", formatWindow(start.scope)],
    ...(formatWindow(start.accountScope) === formatWindow(start.scope)
      ? []
      : [["Time range of account-wide questions", formatWindow(start.accountScope)] as const]),
  ];
  return (
    <dl
      aria-label="Data"
      className="flex flex-wrap gap-x-7 gap-y-2 rounded-[10px] border border-line bg-panel px-3.5 py-2.5"
    >
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-[11px] text-ink-3">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Two or three are named; more are counted. */
const listed = (values: readonly string[], one: string): string =>
  values.length <= 3 ? values.join(", ") : formatCounted(values.length, one);
