"use client";
/** The numbers of the overview that say what is new. */
import { useMemo } from "react";
import { requestOf } from "@/components/workbench/step-requests";
import { DEFAULT_BASELINE_DAYS } from "@/lib/investigation/baseline-range";
import type { HomeStart } from "@/lib/investigation/home-link";
import { formatDay } from "@/lib/text/format";
import { DAY_MS, parseTime } from "@/queries/scope";
import { firstNumbers, historyWords, readFirsts, recentStart } from "./first-numbers";
import { GlanceGroup, RunLine } from "./glance-group";
import { placeIn } from "./glance-link";
import type { GroupProps } from "./glance-props";
import { GlanceTile } from "./glance-tile";
import { useGlance } from "./use-glance";

/** Actors, addresses, networks and regions that the days before do not have. */
export function FirstsGroup(props: GroupProps) {
  const { start, summary } = props;
  const firstMs = parseTime(summary.firstDay ?? "");
  const hasHistory = firstMs === null || firstMs < start.accountScope.fromMs;
  if (hasHistory) return <Compared {...props} title="New in this time range" caveat="" />;
  const recent = recentStart(start);
  if (recent === null) return <NoHistory start={start} />;
  return (
    <Compared
      {...props}
      start={recent}
      title={`New since ${formatDay(recent.accountScope.fromMs)}`}
      caveat={`No logs before this time range: only ${lastDays(recent)} are compared`}
    />
  );
}

/** `its last 7 days` of a time range. */
function lastDays({ accountScope: { fromMs, toMs } }: HomeStart): string {
  const days = Math.ceil((toMs - fromMs) / DAY_MS);
  return days === 1 ? "its last day" : `its last ${days} days`;
}

type ComparedProps = GroupProps & {
  readonly title: string;
  /** What else to know of the comparison; empty where that is nothing. */
  readonly caveat: string;
};

function Compared({ start, summary, actions, mode, title, caveat }: ComparedProps) {
  const request = { ...requestOf(placeIn(start, "actors/all-actors"), "firsts"), mode };
  const run = useGlance(request, actions);
  const { rows } = run;
  const firsts = useMemo(() => rows && readFirsts(rows), [rows]);
  const { words, isCompared } =
    firsts === null
      ? { words: "", isCompared: false }
      : historyWords(firsts, start.accountScope.fromMs, DEFAULT_BASELINE_DAYS);
  const note = [words, ...(isCompared && caveat !== "" ? [caveat] : [])].join(" · ");
  return (
    <GlanceGroup
      title={title}
      line={<RunLine {...{ run, note }} dollarsPerTb={summary.dollarsPerTb} />}
    >
      <Tiles numbers={firstNumbers(isCompared ? firsts : null, start)} />
    </GlanceGroup>
  );
}

/** The time range begins with the logs, and is too short for a part of it to have history. */
function NoHistory({ start }: { readonly start: HomeStart }) {
  return (
    <GlanceGroup
      title="New in this time range"
      line={
        <p className="text-ink-2">
          No history to compare with: the logs begin with this time range.
        </p>
      }
    >
      <Tiles numbers={firstNumbers(null, start)} />
    </GlanceGroup>
  );
}

function Tiles({ numbers }: { readonly numbers: ReturnType<typeof firstNumbers> }) {
  return numbers.map((number) => <GlanceTile key={number.label} number={number} />);
}
