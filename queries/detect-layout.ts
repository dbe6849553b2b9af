/**
 * From a table's metadata to its layout: which partition column holds what, and how it is written.
 * What the metadata does not say is not guessed: the table is refused, with the way out.
 */
import { type Coverage, timeBoundOf } from "./coverage";
import { columnMeaning, dateFormatOf, type ProjectedColumn, partFormatOf } from "./detect-column";
import { fields } from "./fields";
import { lacksColumn, type TableColumn } from "./hive-type";
import {
  type Layout,
  type LogFolder,
  layoutNames,
  layouts,
  type PartitionColumn,
  type PartitionMeaning,
} from "./layouts";
import { locationOf, logFolderOf } from "./log-folders";

/** A table's metadata, as Athena's catalogue returns it. */
export type TableMetadata = {
  readonly name: string;
  readonly isView: boolean;
  readonly columns: readonly TableColumn[];
  readonly partitionKeys: readonly TableColumn[];
  readonly parameters: Readonly<Record<string, string>>;
};

export type DetectedLayout = {
  readonly layout: Layout;
  /** The accounts and regions that it is known to hold, by its projection's lists or its location. */
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
  /** The table answers only where these are named (`injected` columns). */
  readonly mustName: readonly ("account" | "region")[];
  /** What it can hold at all. */
  readonly covers: Coverage;
  /** Why Athena may read none of the files in its folders, a sentence. */
  readonly unreadReason: string;
  /** It reads files that were restored from an archive storage class. */
  readonly readsRestored: boolean;
  /** Where its metadata says that its log files are, if that is one of CloudTrail's folders. */
  readonly location: LogFolder | null;
  /** Possible problems with a table that can be queried, sentences. */
  readonly warnings: readonly string[];
};

/** Why a table cannot be used, in one sentence with the way out. */
export type Undetected = { readonly problem: string };

/** Without these no step can run. */
const NEEDED = ["eventtime", "eventname", "eventsource", "eventid", "useridentity"];

/** Columns of events in the Open Cybersecurity Schema Framework. */
const OCSF = ["metadata", "class_uid", "actor"];

const TIMES: readonly PartitionMeaning[] = ["date", "year", "month", "day", "hour"];

const places = (means: PartitionMeaning): means is "account" | "region" =>
  means === "account" || means === "region";

/** The projection's parameters of a column; empty where the table is not projected. */
function withProjection(table: TableMetadata, { name, type }: TableColumn): ProjectedColumn {
  const isProjected = table.parameters["projection.enabled"]?.toLowerCase() === "true";
  const parameter = (what: string) =>
    isProjected ? (table.parameters[`projection.${name}.${what}`] ?? null) : null;
  return {
    name: name.toLowerCase(),
    hiveType: type.toLowerCase(),
    isProjected,
    projection: parameter("type")?.toLowerCase() ?? null,
    format: parameter("format"),
    values:
      parameter("values")
        ?.split(",")
        .map((value) => value.trim()) ?? null,
    digits: parameter("digits"),
    range: parameter("range"),
    interval: parameter("interval"),
    unit: parameter("interval.unit")?.toUpperCase() ?? null,
  };
}

/** The partition columns that mean something, or why one of them cannot be read. */
function readColumns(columns: readonly ProjectedColumn[]): readonly PartitionColumn[] | Undetected {
  const names = columns.map(({ name }) => name);
  const read: PartitionColumn[] = [];
  for (const column of columns) {
    const means = columnMeaning(column, names);
    if (means === null) continue;
    const { name } = column;
    const integer = /^(tinyint|smallint|int|integer|bigint)$/.test(column.hiveType);
    const type = integer ? ({ type: "integer" } as const) : {};
    if (!integer && !/^(string|(var)?char(\(\d+\))?)$/.test(column.hiveType)) {
      return {
        problem: `Its partition column ${name} has the type ${column.hiveType}, and only text and whole numbers can be compared: create the table again with a string there.`,
      };
    }
    if (places(means)) read.push({ name, means, ...type });
    else {
      const found = means === "date" ? dateFormatOf(column) : partFormatOf(column, means, integer);
      if ("problem" in found) return found;
      read.push({ name, means: found.means, format: found.format, ...type });
    }
  }
  return read;
}

/** Why the columns together do not make up a time; null where they do. */
function timeProblem(columns: readonly PartitionColumn[], keys: readonly string[]): string | null {
  const means = columns.map((column) => column.means);
  const twice = means.find((each, index) => means.indexOf(each) !== index);
  if (twice) {
    const both = columns.filter((column) => column.means === twice).map(({ name }) => name);
    return `Its partition columns ${both.join(" and ")} seem to hold the same (${twice}): keep one of them in the table.`;
  }
  const whole = columns.filter(({ format = "" }) => format.includes("yyyy") && format.length > 4);
  const times = TIMES.filter((time) => means.includes(time));
  if (times.length === 0) {
    return `None of its partition columns (${keys.join(", ")}) is known to hold a date: create a table that is partitioned by date, as docs/athena.md shows.`;
  }
  const parts = times.filter((time) => time !== "date");
  const alone = whole.length === 1 && times.length === 1;
  const dateAndHour = means.includes("date") && times.join() === "date,hour";
  const split =
    parts.length === times.length && parts.join() === TIMES.slice(1, 1 + parts.length).join();
  return alone || dateAndHour || split
    ? null
    : `Its partition columns for ${times.join(", ")} do not make up a time: it takes one date, or year, month and day.`;
}

function sameColumns(a: readonly PartitionColumn[], b: readonly PartitionColumn[]): boolean {
  const keysOf = (columns: readonly PartitionColumn[]) =>
    columns.map(({ name, means, format, type }) => [name, means, format, type].join(" ")).sort();
  return keysOf(a).join() === keysOf(b).join();
}

/** The layout under its known name, where it is one; a table per account is one only by its name. */
function named(
  columns: readonly PartitionColumn[],
  table: TableMetadata,
  lacksNewer: boolean,
): Layout {
  const flags = lacksNewer ? ({ lacksNewerFields: true } as const) : {};
  const isOfOneAccount = /_\d{12}$/.test(table.name);
  for (const name of layoutNames) {
    const known: Layout = layouts[name];
    if (!sameColumns(known.columns, columns)) continue;
    if (known.tablePerAccount && !isOfOneAccount) continue;
    const { lacksNewerFields: _, ...rest } = known;
    return { ...rest, ...flags };
  }
  const title = `Partitioned by ${columns.map(({ name }) => name).join(", ")}`;
  return { name: "detected", title, columns, ...flags };
}

const NO_TEMPLATE =
  "It has no storage.location.template, so Athena looks for files in folders named column=value, where CloudTrail puts none.";

/** Why Athena may read none of the files in a table's folders. */
function unreadReasonOf({ parameters }: TableMetadata, keys: readonly ProjectedColumn[]): string {
  if (!keys.some(({ isProjected }) => isProjected))
    return "Most likely the table has no partitions for them yet: add them with ALTER TABLE ADD PARTITION, or create a table with partition projection, as docs/athena.md shows.";
  return parameters["storage.location.template"] === undefined
    ? `The table: ${NO_TEMPLATE.charAt(0).toLowerCase()}${NO_TEMPLATE.slice(1)}`
    : "Most likely they are in an archive tier of S3 Intelligent-Tiering, which Athena skips, or the table's location, its filters in Lake Formation or its SerDe leave them out.";
}

function warningsOf(table: TableMetadata, keys: readonly ProjectedColumn[]): readonly string[] {
  const { parameters } = table;
  const missing = fields.filter(
    (field) => !field.newer && lacksColumn(table.columns, field.expression),
  );
  const template = parameters["storage.location.template"];
  const isProjected = keys.some((key) => key.isProjected);
  const absent = keys.filter(({ name }) => !template?.toLowerCase().includes(`\${${name}}`));
  return [
    ...(missing.length > 0
      ? [`It lacks ${missing.map(({ name }) => name).join(", ")}: steps that use them fail.`]
      : []),
    ...(isProjected && template === undefined ? [NO_TEMPLATE] : []),
    ...(isProjected && template !== undefined && absent.length > 0
      ? [
          `Its storage.location.template does not name ${absent.map(({ name }) => name).join(", ")}, so every value there reads the same files.`,
        ]
      : []),
  ];
}

/** Why a table holds no events that can be queried by partition; null where it may. */
function tableProblem(table: TableMetadata): string | null {
  const lacking = NEEDED.filter((name) => lacksColumn(table.columns, name));
  const isIceberg = table.parameters.table_type?.toUpperCase() === "ICEBERG";
  if (lacking.length > 0) {
    return OCSF.every((name) => !lacksColumn(table.columns, name))
      ? `It holds events in OCSF${isIceberg ? ", in an Iceberg table" : ""}, as Amazon Security Lake writes them, and not CloudTrail's own records: create a table over the trail's bucket, as docs/athena.md shows.`
      : `It lacks ${lacking.join(", ")}, so it does not hold CloudTrail events: choose another table.`;
  }
  if (table.isView)
    return "It is a view, and a view does not show its partitions: choose the table behind it.";
  if (isIceberg)
    return "It is an Iceberg table, and its metadata does not show its partitions: create a table over the trail's bucket, as docs/athena.md shows.";
  return table.partitionKeys.length === 0
    ? "It is not partitioned, so every query would scan, and cost, the whole trail: create a partitioned table over the same logs, as docs/athena.md shows."
    : null;
}

/** Why a query cannot name a value for each partition column that requires one; null where it can. */
function injectedProblem(
  keys: readonly ProjectedColumn[],
  columns: readonly PartitionColumn[],
): string | null {
  const isPlace = (name: string) =>
    columns.some((column) => places(column.means) && column.name === name);
  const other = keys.find(({ name, projection }) => projection === "injected" && !isPlace(name));
  return other
    ? `Its partition column ${other.name} is injected, so every query has to name a value, and it is neither the account nor the region: use an enum there.`
    : null;
}

/** Detects the layout of a table of CloudTrail logs. */
export function detectLayout(table: TableMetadata): DetectedLayout | Undetected {
  const unusable = tableProblem(table);
  if (unusable !== null) return { problem: unusable };
  const keys = table.partitionKeys.map((key) => withProjection(table, key));
  const columns = readColumns(keys);
  if ("problem" in columns) return columns;
  const names = keys.map(({ name }) => name);
  const problem = timeProblem(columns, names) ?? injectedProblem(keys, columns);
  if (problem !== null) return { problem };
  const lacksNewer = fields.some(
    (field) => field.newer && lacksColumn(table.columns, field.expression),
  );
  const keyOf = (means: PartitionMeaning) => {
    const column = columns.find((each) => each.means === means);
    return keys.find(({ name }) => name === column?.name);
  };
  const layout = named(columns, table, lacksNewer);
  const location = locationOf(table.parameters, layout);
  const valuesOf = (means: "account" | "region") => {
    const key = keyOf(means);
    // A partition of a table with such a column may be anywhere.
    if (key) return key.values;
    const only = location?.[means];
    return only === undefined ? null : [only];
  };
  const [accounts, regions] = [valuesOf("account"), valuesOf("region")];
  const times = columns.flatMap((column) => {
    const key = keys.find(({ name }) => name === column.name);
    return (key && timeBoundOf(key, column)) ?? [];
  });
  const limits = { accounts, regions, times };
  return {
    layout,
    accounts,
    regions,
    covers: keys.some((key) => key.isProjected) ? limits : { ...limits, mayHoldMore: true },
    unreadReason: unreadReasonOf(table, keys),
    readsRestored: table.parameters.read_restored_glacier_objects?.toLowerCase() === "true",
    mustName: (["account", "region"] as const).filter(
      (means) => keyOf(means)?.projection === "injected",
    ),
    location: logFolderOf(table.parameters, layout),
    warnings: warningsOf(table, keys),
  };
}
