"use client";
/** The events that a rule matches, as links to their records. */
import Link from "next/link";
import { LogText } from "@/components/ui/log-text";
import type { Row } from "@/lib/api/run";
import type { Start } from "@/lib/investigation/home-link";
import { formatInvestigation, sourceOf, startAt } from "@/lib/investigation/investigation";
import { eventOf } from "@/lib/investigation/open-event";
import { formatCount } from "@/lib/text/format";
import { parseTime } from "@/queries/scope";

/** More are downloaded. */
const MOST_SHOWN = 200;
const HALF_HOUR_MS = 1_800_000;

const SHOWN = [
  "eventtime",
  "eventname",
  "arn",
  "sourceipaddress",
  "errorcode",
  "awsregion",
] as const;
const HEADS: Readonly<Record<(typeof SHOWN)[number], string>> = {
  eventtime: "Time UTC",
  eventname: "Call",
  arn: "ARN",
  sourceipaddress: "Source address",
  errorcode: "Error",
  awsregion: "Region",
};

/** The link to the record, among the calls of that name in the hour around it. */
function recordHref(columns: readonly string[], row: Row, start: Start): string | null {
  const event = eventOf(columns, row);
  const atMs = event === null ? null : parseTime(event.at);
  if (event === null || atMs === null) return null;
  const place = {
    playbookId: "general-purpose",
    stepId: "search",
    scope: { ...start.scope, fromMs: atMs - HALF_HOUR_MS, toMs: atMs + HALF_HOUR_MS },
    inputs: { eventName: String(row[columns.indexOf("eventname")] ?? "") },
    filters: [],
  };
  return formatInvestigation({ ...startAt({ ...place, ...sourceOf(start) }), event });
}

type Props = {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly start: Start;
  readonly runId: string;
  /** The title of the rule. */
  readonly title: string;
};

/** The first events of a rule; all of them can be downloaded. */
export function RuleEvents({ columns, rows, start, runId, title }: Props) {
  const shown = rows.slice(0, MOST_SHOWN);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-[12px] text-ink-2">
        {rows.length > shown.length
          ? `The first ${formatCount(shown.length)} of ${formatCount(rows.length)} events. `
          : ""}
        <a className="text-accent hover:underline" href={`/api/runs/${runId}/download?format=csv`}>
          Download CSV
        </a>
      </p>
      <section className="overflow-x-auto" aria-label={`Events of ${title}`}>
        <table className="w-full text-left text-[12px]">
          <thead>
            <tr className="text-ink-3">
              {SHOWN.map((column) => (
                <th key={column} scope="col" className="py-1 pr-3 font-medium whitespace-nowrap">
                  {HEADS[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => {
              const href = recordHref(columns, row, start);
              const id = String(row[columns.indexOf("eventid")] ?? "");
              return (
                <tr key={id === "" ? index : id} className="border-t border-line-soft">
                  {SHOWN.map((column) => {
                    const text = String(row[columns.indexOf(column)] ?? "");
                    const isLink = column === "eventtime" && href !== null;
                    return (
                      <td key={column} className="py-1 pr-3 align-top break-all">
                        {isLink ? (
                          <Link
                            href={href}
                            prefetch={false}
                            className="text-accent hover:underline"
                          >
                            <LogText text={text} />
                          </Link>
                        ) : (
                          <LogText text={text} />
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </div>
  );
}
