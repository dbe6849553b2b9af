"use client";
/** The numbers of the overview that the watchlist's findings hold. */
import { useMemo } from "react";
import { historyOf, historyWarning } from "@/components/findings/finding-text";
import { readFindings } from "@/components/findings/read-findings";
import { splitSuppressed } from "@/components/findings/suppressed";
import { useSuppressions } from "@/components/findings/use-suppressions";
import { weighed } from "@/components/findings/weigh-findings";
import { requestOf } from "@/components/workbench/step-requests";
import { formatCount } from "@/lib/text/format";
import { daysWithoutLogs } from "./days-without-logs";
import { ruleNumbers, severityNumbers } from "./finding-numbers";
import { GlanceGroup, RunLine } from "./glance-group";
import { hrefIn, placeIn } from "./glance-link";
import type { GroupProps } from "./glance-props";
import { GlanceTile } from "./glance-tile";
import { SeverityTile } from "./severity-tile";
import { useGlance } from "./use-glance";

/** Findings by severity, those of single rules, and the days that have no logs. */
export function FindingsGroup({ start, summary, actions, mode }: GroupProps) {
  const request = { ...requestOf(placeIn(start, "watchlist/findings"), "count"), mode };
  const run = useGlance(request, actions);
  const { columns, rows, estimate, state } = run;
  const { current } = useSuppressions();
  const history = historyOf(estimate, start.accountScope.fromMs);
  const missingDays = history?.missingDays ?? 0;
  const findings = useMemo(
    () => rows && weighed(readFindings(columns, rows), { missingDays }),
    [columns, rows, missingDays],
  );
  const split = findings && splitSuppressed(findings, current?.active ?? []);
  const without = daysWithoutLogs(estimate, start.accountScope);
  const suppressed = split?.suppressed.length ?? 0;
  // Without logs, nothing found says nothing.
  const hasNoLogs = without?.isAll === true;
  // How severe findings are depends on the days before.
  const shown = hasNoLogs || run.isEstimating ? null : (split?.shown ?? null);
  const notes = hasNoLogs
    ? ["There are no logs in this time range."]
    : [historyWarning(history), suppressed > 0 ? `${formatCount(suppressed)} suppressed` : ""];
  const note = notes.filter((each) => each !== "").join(" · ");
  return (
    <GlanceGroup
      title="Findings"
      line={<RunLine {...{ run, note }} dollarsPerTb={summary.dollarsPerTb} />}
    >
      <SeverityTile numbers={severityNumbers(shown, start)} />
      {ruleNumbers(hasNoLogs ? null : findings, start).map((number) => (
        <GlanceTile key={number.label} number={number} />
      ))}
      <GlanceTile
        number={{
          label: "Days without logs",
          value: state === "done" ? (without?.days ?? null) : null,
          unit: "",
          href: hrefIn(start, "actors/all-actors"),
        }}
      />
    </GlanceGroup>
  );
}
