/**
 * What a table can read of the trail's bucket, by its own parameters: the account and region that
 * its location names, and the values and ranges of its projection. Everything else gives zero rows
 * without an error, as Athena does.
 */
import { literal } from "@/queries/literal";

/** The value of a partition key, as an expression over the lake's partition columns. */
export type PartitionKey = { readonly name: string; readonly lake: string };

const DAY_MS = 86_400_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  YEARS: 365 * DAY_MS,
  MONTHS: 30 * DAY_MS,
  DAYS: DAY_MS,
};

const inList = (expression: string, values: readonly string[]): string =>
  `${expression} in (${values.map((value) => literal(value.trim())).join(", ")})`;

/** The account and the region that stand in a path of the trail's folders. */
function placeIn(path: string): readonly string[] {
  const [, account, region] = /\/(\d{12})\/CloudTrail(?:\/([a-z]{2}-[a-z0-9-]+))?/.exec(path) ?? [];
  return [
    ...(account === undefined ? [] : [`account = ${literal(account)}`]),
    ...(region === undefined ? [] : [`region = ${literal(region)}`]),
  ];
}

/** An end of a range of days as `yyyy/MM/dd`; null is open, because no log is delivered in the future. */
function dayOf(end: string, nowMs: number): string | null {
  const [relative, amount = "0", unit = "DAYS"] = /^NOW(?:(-\d+)(\w+))?$/.exec(end.trim()) ?? [];
  if (relative === undefined) return end.trim();
  if (relative === "NOW") return null;
  const at = new Date(nowMs + Number(amount) * (UNITS_MS[unit] ?? DAY_MS));
  return at.toISOString().slice(0, 10).replaceAll("-", "/");
}

function limitsOf(
  key: PartitionKey,
  parameters: Readonly<Record<string, string>>,
  nowMs: number,
): readonly string[] {
  const setting = (what: string) => parameters[`projection.${key.name}.${what}`];
  const [first = "", last = ""] = setting("range")?.split(",") ?? [];
  const lake = `(${key.lake})`;
  switch (setting("type")) {
    case "enum":
      return [inList(lake, setting("values")?.split(",") ?? [])];
    case "integer":
      return [`cast(${lake} as integer) between ${Number(first)} and ${Number(last)}`];
    case "date": {
      const [from, to] = [dayOf(first, nowMs), dayOf(last, nowMs)];
      return [
        ...(from === null ? [] : [`${lake} >= ${literal(from)}`]),
        ...(to === null ? [] : [`${lake} <= ${literal(to)}`]),
      ];
    }
    default:
      return [];
  }
}

/** The condition on the lake's partition columns that holds for all that a table can read. */
export function holdsOf(
  parameters: Readonly<Record<string, string>>,
  keys: readonly PartitionKey[],
): string {
  const isProjected = parameters["projection.enabled"] === "true";
  const template = parameters["storage.location.template"];
  // Athena would read folders named column=value, and the bucket has none.
  if (isProjected && template === undefined) return "false";
  const limits = isProjected ? keys.flatMap((key) => limitsOf(key, parameters, Date.now())) : [];
  const path = isProjected ? template : parameters.location;
  return [...placeIn(path ?? ""), ...limits].join(" and ") || "true";
}
