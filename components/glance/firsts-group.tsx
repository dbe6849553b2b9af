"use client";
/** The numbers of the overview that say what is new. */
import Link from "next/link";
import { useMemo } from "react";
import { requestOf } from "@/components/workbench/step-requests";
import { DEFAULT_BASELINE_DAYS } from "@/lib/investigation/baseline-range";
import { formatStart, type HomeStart } from "@/lib/investigation/home-link";
import { DAY_MS, parseTime } from "@/queries/scope";
import { firstNumbers, historyWords, readFirsts } from "./first-numbers";
import { GlanceGroup, RunLine } from "./glance-group";
import { placeIn } from "./glance-link";
import type { GroupProps } from "./glance-props";
import { GlanceTile } from "./glance-tile";
import { useGlance } from "./use-glance";

const TITLE = "New in this time range";

/** Actors, addresses, networks and regions that the days before do not have. */
export function FirstsGroup(props: GroupProps) {
  const { start, summary } = props;
  const firstMs = parseTime(summary.firstDay ?? "");
  const hasNoHistory = firstMs !== null && start.accountScope.fromMs <= firstMs;
  return hasNoHistory ? <NoHistory {...{ start, firstMs }} /> : <Compared {...props} />;
}

function Compared({ start, summary, actions, mode }: GroupProps) {
  const request = { ...requestOf(placeIn(start, "actors/all-actors"), "firsts"), mode };
  const run = useGlance(request, actions);
  const { rows } = run;
  const firsts = useMemo(() => rows && readFirsts(rows), [rows]);
  const { words, isCompared } =
    firsts === null
      ? { words: "", isCompared: false }
      : historyWords(firsts, start.accountScope.fromMs, DEFAULT_BASELINE_DAYS);
  return (
    <GlanceGroup
      title={TITLE}
      line={<RunLine {...{ run }} note={words} dollarsPerTb={summary.dollarsPerTb} />}
    >
      <Tiles numbers={firstNumbers(isCompared ? firsts : null, start)} />
    </GlanceGroup>
  );
}

/** A week at the end of the range has the days before it to be compared with. */
const WEEK_MS = 7 * DAY_MS;

type NoHistoryProps = { readonly start: HomeStart; readonly firstMs: number };

/** The time range begins with the logs. */
function NoHistory({ start, firstMs }: NoHistoryProps) {
  const scope = { ...start.accountScope, fromMs: start.accountScope.toMs - WEEK_MS };
  const { source } = start;
  return (
    <GlanceGroup
      title={TITLE}
      line={
        <p className="flex flex-wrap gap-x-3 text-ink-2">
          No history to compare with: the logs begin with this time range.
          {scope.fromMs - WEEK_MS < firstMs ? null : (
            <Link
              href={formatStart({ scope, ...(source === undefined ? {} : { source }) })}
              prefetch={false}
              className="text-accent hover:underline"
            >
              Look at its last 7 days
            </Link>
          )}
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
