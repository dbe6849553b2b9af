/** What one partition column holds and its format, from its name and its projection. */
import type { PartitionMeaning } from "./layouts";

/** A partition column with the parameters of its projection. */
export type ProjectedColumn = {
  readonly name: string;
  readonly hiveType: string;
  readonly isProjected: boolean;
  /** `date`, `integer`, `enum` or `injected`; null where the column is not projected. */
  readonly projection: string | null;
  /** A pattern of Java's, `yyyy/MM/dd`. */
  readonly format: string | null;
  readonly values: readonly string[] | null;
  readonly digits: string | null;
  /** The first and the last value, `2020/01/01,NOW`. */
  readonly range: string | null;
  readonly interval: string | null;
  readonly unit: string | null;
};

type TimeMeaning = Exclude<PartitionMeaning, "account" | "region">;
type PartMeaning = Exclude<TimeMeaning, "date">;
type Format = { readonly means: TimeMeaning; readonly format: string };
type Problem = { readonly problem: string };

/** Names seen in tables in use, without `_partition` or `partition_`. */
const NAMES: Readonly<Record<string, PartitionMeaning>> = {
  account: "account",
  accountid: "account",
  account_id: "account",
  accountnumber: "account",
  account_number: "account",
  aws_account: "account",
  aws_account_id: "account",
  awsaccountid: "account",
  recipientaccountid: "account",
  region: "region",
  aws_region: "region",
  awsregion: "region",
  region_name: "region",
  regionname: "region",
  timestamp: "date",
  date: "date",
  dt: "date",
  ds: "date",
  ingest_date: "date",
  ingestdate: "date",
  event_date: "date",
  eventdate: "date",
  eventday: "date",
  event_day: "date",
  log_date: "date",
  logdate: "date",
  delivery_date: "date",
  datehour: "date",
  day: "day",
  year: "year",
  month: "month",
  hour: "hour",
};

/** What a column holds, among its table's partition columns; null where its name says nothing. */
export function columnMeaning(
  column: ProjectedColumn,
  names: readonly string[],
): PartitionMeaning | null {
  if (column.projection === "date") return "date";
  const bare = column.name.replace(/^partition_|_partition$/, "").replace(/^p_/, "");
  const means = Object.hasOwn(NAMES, bare) ? (NAMES[bare] ?? null) : null;
  // A day without a month column is a whole date.
  const hasMonth = names.some((name) => /^(p_|partition_)?month(_partition)?$/.test(name));
  return means === "day" && !hasMonth ? "date" : means;
}

const FINEST: readonly (readonly [part: RegExp, means: TimeMeaning, unit: string])[] = [
  [/H/, "hour", "HOURS"],
  [/d/, "date", "DAYS"],
  [/M/, "month", "MONTHS"],
  [/y/, "year", "YEARS"],
];

/** The format of a column of whole dates: only its projection declares it. */
export function dateFormatOf(column: ProjectedColumn): Format | Problem {
  const { name, projection, format, interval, unit } = column;
  if (projection !== "date" || format === null) {
    return {
      problem: `Its partition column ${name} holds dates in an unknown format (yyyy/MM/dd, yyyy-MM-dd, yyyyMMdd): give the table the parameters projection.${name}.type = date and projection.${name}.format.`,
    };
  }
  const plain = format.replace(/'([^']*)'/g, "$1");
  const parts = plain.match(/y+|M+|d+|H+/g) ?? [];
  const rest = plain.replace(/y+|M+|d+|H+/g, "");
  const finest = FINEST.find(([part]) => part.test(plain));
  const isKnown =
    parts.every((part) => /^(yyyy|MM?|dd?|HH?)$/.test(part)) &&
    parts.length === new Set(parts.map((part) => part[0])).size &&
    parts.filter((part) => part === "yyyy").length === 1 &&
    parts.length === (finest ? FINEST.length - FINEST.indexOf(finest) : 0) &&
    /^[-/_. T]*$/.test(rest) &&
    !/'/.test(plain);
  if (!isKnown || !finest) {
    return {
      problem: `Its partition column ${name} writes dates as ${format}, which is not supported. Supported are yyyy/MM/dd, yyyy-MM-dd and yyyyMMdd, also to the hour or the month.`,
    };
  }
  const [, means, ownUnit] = finest;
  const step = interval === null || interval.trim() === "1";
  if (!step || (unit !== null && unit !== ownUnit)) {
    return {
      problem: `The projection of its partition column ${name} has a value for every ${interval ?? "1"} ${unit ?? ownUnit}, so most dates have none: set projection.${name}.interval to 1 and its unit to ${ownUnit}.`,
    };
  }
  return { means, format: plain };
}

const PARTS: Readonly<Record<PartMeaning, readonly [padded: string, bare: string]>> = {
  year: ["yyyy", "yyyy"],
  month: ["MM", "M"],
  day: ["dd", "d"],
  hour: ["HH", "H"],
};

/**
 * How a column writes a part of a date. Numbers have no padding; projected text declares its own;
 * other text has CloudTrail's, whose folders are padded.
 */
export function partFormatOf(
  column: ProjectedColumn,
  means: PartMeaning,
  isInteger: boolean,
): Format | Problem {
  const [padded, bare] = PARTS[means];
  const { name, projection, values, digits } = column;
  if (isInteger) return { means, format: bare };
  if (projection === "integer") {
    if (digits === null || digits === "1") return { means, format: bare };
    const isPadded = digits === String(padded.length);
    return isPadded
      ? { means, format: padded }
      : { problem: `Its partition column ${name} has ${digits} digits, which no ${means} has.` };
  }
  if (projection === "enum" && values !== null && means !== "year") {
    const arePadded = values.every((value) => /^\d\d$/.test(value));
    const areBare = values.every((value) => /^([1-9]\d?|0)$/.test(value));
    if (arePadded === areBare) {
      return {
        problem: `The values of its partition column ${name} (${values.slice(0, 3).join(", ")} …) mix one and two digits for a ${means}: write all of them the same way.`,
      };
    }
    return { means, format: arePadded ? padded : bare };
  }
  if (projection === "injected") {
    return {
      problem: `Its partition column ${name} is injected, so a query cannot name a range of dates: project it as an integer.`,
    };
  }
  return { means, format: padded };
}
