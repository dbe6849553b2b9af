/** A row of `watchlist/finding-events` as an event of a hunt. */
import type { Row } from "@/lib/api/run";
import { outcomeOfCode } from "@/queries/outcome";
import { columnsOf } from "@/queries/query";
import { SEVERITIES } from "@/queries/watchlist/rule";
import { RULES } from "@/queries/watchlist/rules";
import { firstUseOf } from "./first-use";
import type { FindingEvent } from "./new-alerts";

/** What identifies an event: a severity may change with the rules. */
const IDENTIFYING = columnsOf({ kind: "finding-events" }).filter((name) => name !== "severity");

/** Reads a row; a severity that is unknown counts as high, so that it is never left out. */
export function findingEventOf(columns: readonly string[], row: Row): FindingEvent {
  const text = (name: string) => {
    const value = row[columns.indexOf(name)];
    return value === null || value === undefined ? "" : String(value);
  };
  const shared = text("sharedeventid");
  const rule = RULES.find(({ id }) => id === text("rule"));
  return {
    rule: text("rule"),
    severity: SEVERITIES.find((severity) => severity === text("severity")) ?? "high",
    actor: text("actor") || text("arn") || text("principalid"),
    eventTime: text("eventtime"),
    eventId: text("eventid") || null,
    account: text("recipientaccountid"),
    region: text("awsregion"),
    isDenied: outcomeOfCode(text("errorcode")) === "denied",
    firstUse: rule ? firstUseOf(rule, text) : null,
    row: JSON.stringify(IDENTIFYING.map(text)),
    act: shared === "" ? null : `${text("eventname")} ${shared}`,
    isCallers: text("accesskeyid") !== "",
  };
}
