/** The note about logs that an answer does not cover. */
import { formatCounted, formatDay } from "@/lib/text/format";
import { formatTime } from "@/queries/scope";

type Props = {
  /** The start of the time range, milliseconds. */
  readonly fromMs: number;
  /**
   * Days for which there are no logs, `yyyy-MM-dd`, in order. Those before the time range are of the
   * 30 days that “for the first time” is compared with.
   */
  readonly days: readonly string[];
  /** What else the rows do not speak for, in sentences. */
  readonly skipped: readonly string[];
};

/** If there are more, only the first and the last are named. */
const DAYS_NAMED = 3;

const named = (day: string): string => formatDay(Date.parse(`${day}T00:00:00Z`));

function daysSentence(days: readonly string[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const which =
    days.length <= DAYS_NAMED
      ? days.map(named).join(", ")
      : `${formatCounted(days.length, "day")} between ${named(first)} and ${named(last)}`;
  return [`There are no logs at all for ${which}: what happened then is unknown.`];
}

function historySentence(count: number): readonly string[] {
  return count === 0
    ? []
    : [
        `No logs for ${count} of the 30 days before this time range: the rules about what is new may also find ordinary work.`,
      ];
}

/** What the rows below cannot speak for: days without any logs, archived files, other accounts. */
export function CoverageNote({ fromMs, days, skipped }: Props) {
  const firstDay = formatTime(fromMs).slice(0, 10);
  const inRange = days.filter((day) => day >= firstDay);
  const sentences = [
    ...daysSentence(inRange),
    ...historySentence(days.length - inRange.length),
    ...skipped,
  ];
  return sentences.length === 0 ? null : (
    <p role="note" className="text-[12px] text-denied-ink">
      {sentences.join(" ")}
    </p>
  );
}
