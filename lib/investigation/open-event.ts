/** The open event as a part of an investigation's query string. */
import type { Row } from "@/lib/api/run";
import { parseTime } from "@/queries/scope";

/** The account and region of an event, from its row. */
export type Where = { readonly account: string; readonly region: string };

/**
 * The event whose record is open: its id, and its time so that it is found within its day; if known
 * from its row, the account and region to search first.
 */
export type OpenEvent = { readonly id: string; readonly at: string; readonly where?: Where };

/** Reads `111122223333/us-east-1`; null where it is none. */
function readWhere(text: string): Where | null {
  const [, account, region] = /^(\d{12})\/([a-z0-9-]{1,40})$/.exec(text) ?? [];
  return account === undefined || region === undefined ? null : { account, region };
}

/** The form that `readWhere` reads. */
export function formatWhere({ account, region }: Where): string {
  return `${account}/${region}`;
}

/** The open event; null if there is none, or it cannot be looked up. */
export function readEvent(params: URLSearchParams, problems: string[]): OpenEvent | null {
  const [id, at, whereText] = [params.get("event"), params.get("at"), params.get("where")];
  if (id === null) return null;
  if (at === null || parseTime(at) === null) {
    problems.push("The link's open event has no time, so its record cannot be found.");
    return null;
  }
  const where = whereText === null ? null : readWhere(whereText);
  if (whereText !== null && where === null)
    problems.push(
      `The link's place of the open event, “${whereText}”, is not an account and region.`,
    );
  return { id, at, ...(where === null ? {} : { where }) };
}

/** Writes it as `readEvent` reads it. */
export function writeEvent({ id, at, where }: OpenEvent, params: URLSearchParams): void {
  params.append("event", id);
  params.append("at", at);
  if (where) params.append("where", formatWhere(where));
}

/** The event of a row; null if the row has none. */
export function eventOf(columns: readonly string[], row: Row): OpenEvent | null {
  const textOf = (column: string) => {
    const value = row[columns.indexOf(column)];
    return typeof value === "string" ? value : null;
  };
  const [id, at] = [textOf("eventid"), textOf("eventtime")];
  if (id === null || at === null) return null;
  const where = readWhere(`${textOf("recipientaccountid")}/${textOf("awsregion")}`);
  return { id, at, ...(where === null ? {} : { where }) };
}
