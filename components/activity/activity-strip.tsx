"use client";
/** The activity strip: events per day over all logs. */
import { useMemo } from "react";
import { useWidth } from "@/components/ui/use-width";
import { formatCount, formatCounted } from "@/lib/text/format";
import { DAY_MS, type Scope } from "@/queries/scope";
import { ActivityAxis } from "./activity-axis";
import { ActivityBars } from "./activity-bars";
import { ActivityFrame } from "./activity-frame";
import {
  type Activity,
  barText,
  eventsOnOtherDays,
  hasOtherDays,
  prepareActivity,
} from "./prepare-activity";

type Window = Pick<Scope, "fromMs" | "toMs">;
type Props = {
  /** Events by the midnight of their day. */
  readonly events: ReadonlyMap<number, number>;
  /** Days without any logs, `yyyy-MM-dd`. */
  readonly daysWithoutLogs: readonly string[];
  /** What is counted, a sentence. */
  readonly explanation: string;
  /** The events of all questions of the playbook are counted, which are more than those of the rows. */
  readonly isOfPlaybook: boolean;
  readonly range: Window;
  /** Which logs are not among its days; null if none. */
  readonly beyond: string | null;
  readonly chosen: Window;
  readonly onChoose: (window: Window) => void;
};

/** The least width of a bar and its gap, so that it can be pointed at. */
const LEAST_BAR_PX = 3;
/** Before the strip is measured. */
const FIRST_BARS = 120;

/** The same in words, for a screen reader. */
function ActivityList({ bars, unit }: Pick<Activity, "bars" | "unit">) {
  const busy = bars.filter(({ events, hasLogs }) => events > 0 || !hasLogs);
  return (
    <ul className="sr-only" aria-label={`Events per ${unit}, UTC; those without events left out`}>
      {busy.map((bar) => (
        <li key={bar.fromMs}>{barText(bar)}</li>
      ))}
    </ul>
  );
}

/** Events per day over all logs, with the time range marked in them. */
export function ActivityStrip(props: Props) {
  const { events, daysWithoutLogs, explanation, isOfPlaybook, range, beyond, chosen, onChoose } =
    props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const mostBars = width === 0 ? FIRST_BARS : Math.floor(width / LEAST_BAR_PX);
  const activity = useMemo(
    () => prepareActivity(events, range, daysWithoutLogs, mostBars),
    [events, range, daysWithoutLogs, mostBars],
  );
  const { bars, unit, total } = activity;
  const days = formatCounted((range.toMs - range.fromMs) / DAY_MS, "day");
  const elsewhere = eventsOnOtherDays(events, chosen);
  return (
    <ActivityFrame
      title={`Events per ${unit}`}
      explanation={explanation}
      facts={
        <>
          <span>
            {total === 0 ? `none in ${days}` : `${formatCount(total)} in ${days}`}
            {isOfPlaybook ? " across this playbook" : ""}
          </span>
          {elsewhere > 0 ? (
            <span className="text-denied-ink">{formatCount(elsewhere)} on other days</span>
          ) : total > 0 && hasOtherDays(range, chosen) ? (
            <span>none on {beyond === null ? "other days" : "the other days shown"}</span>
          ) : null}
          {beyond === null ? null : <span>{beyond}</span>}
        </>
      }
    >
      <div ref={ref}>
        <ActivityBars {...{ activity, range, chosen, onChoose }} />
        <ActivityAxis range={range} />
      </div>
      <ActivityList bars={bars} unit={unit} />
    </ActivityFrame>
  );
}
