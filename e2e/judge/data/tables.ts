/** The statements that create a table for each layout over the same files. */
import type { Layout, PartitionColumn } from "@/queries/layouts";
import { hiveColumns } from "./hive-columns";
import type { LogDay } from "./log-days";

/** An account and region that a table holds alone, for layouts without columns for them. */
export type OnePlace = { readonly account: string; readonly region: string };

/** The layout has no partition column for accounts, nor a table for each. */
export function isOnePlace({ columns, tablePerAccount }: Layout): boolean {
  return !tablePerAccount && !columns.some(({ means }) => means === "account");
}

/** The table of a layout; of a layout that holds one place, that place's. */
export function tableOf(layout: Layout, { account, region }: OnePlace): string {
  const table = `cloudtrail_${layout.name}`.replaceAll("-", "_");
  return isOnePlace(layout) ? `${table}_${account}_${region.replaceAll("-", "_")}` : table;
}

/** Groups of statements, in order; those of one group can run side by side. */
export type Statements = readonly (readonly string[])[];

const quoted = (values: readonly string[]): string =>
  values.map((value) => `'${value}'`).join(", ");
const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

const PATH_OF_COLUMN = {
  account: (day: LogDay) => day.account,
  region: (day: LogDay) => day.region,
  year: (day: LogDay) => day.date.slice(0, 4),
  month: (day: LogDay) => day.date.slice(5, 7),
  day: (day: LogDay) => day.date.slice(8, 10),
} as const;

function isAdded(column: PartitionColumn): column is PartitionColumn & {
  readonly means: keyof typeof PATH_OF_COLUMN;
} {
  return column.means in PATH_OF_COLUMN;
}

/** The type of a projected partition column: its values or its dates. */
function projectedType(column: PartitionColumn, days: readonly LogDay[]): string {
  const of = (type: string, more: string) =>
    `varchar with (partition_projection_type = '${type}', ${more})`;
  if (column.means !== "date") {
    if (!isAdded(column)) throw new Error(`No projection for the column ${column.name}.`);
    const values = distinct(days.map(PATH_OF_COLUMN[column.means]));
    return of("ENUM", `partition_projection_values = array[${quoted(values)}]`);
  }
  const dates = distinct(days.map(({ date }) => date.replaceAll("-", "/")));
  const range = quoted([dates[0] ?? "", dates.at(-1) ?? ""]);
  return of(
    "DATE",
    `partition_projection_format = '${column.format}', partition_projection_range = array[${range}], partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS'`,
  );
}

function createTable(
  table: string,
  layout: Layout,
  types: readonly string[],
  properties: string,
): string {
  const keys = layout.columns.map(({ name }, index) => `"${name}" ${types[index]}`).join(", ");
  const names = quoted(layout.columns.map(({ name }) => name));
  const columns = hiveColumns(layout.lacksNewerFields === true);
  return `create table ${table} (${columns}, ${keys}) with (format = 'JSON', partitioned_by = array[${names}], ${properties})`;
}

const folderOf = (root: string, { account, region, date }: LogDay): string =>
  `${root}${account}/CloudTrail/${region}/${date.replaceAll("-", "/")}`;

/** A table whose partitions are computed from its columns. */
function projectedTable(
  table: string,
  layout: Layout,
  root: string,
  place: OnePlace,
  days: readonly LogDay[],
): Statements {
  const variable = (means: string, otherwise: string) => {
    const column = layout.columns.find((each) => each.means === means);
    return column ? `\${${column.name}}` : otherwise;
  };
  const template = `${root}${variable("account", place.account)}/CloudTrail/${variable("region", place.region)}/${variable("date", "")}`;
  const types = layout.columns.map((column) => projectedType(column, days));
  const properties = `external_location = '${root}', partition_projection_enabled = true, partition_projection_location_template = '${template}'`;
  return [[createTable(table, layout, types, properties)]];
}

/** Accounts that have a table but no events, for statements over many tables. */
export const EMPTY_ACCOUNTS: readonly string[] = Array.from({ length: 145 }, (_, index) =>
  String(900_000_000_000 + index * 7),
);

/** A table whose partitions are added, one for each day of an account and region. */
function addedTable(
  schema: string,
  table: string,
  layout: Layout,
  root: string,
  days: readonly LogDay[],
): Statements {
  const types = layout.columns.map(() => "varchar");
  const keys = quoted(layout.columns.map(({ name }) => name));
  const add = (day: LogDay) => {
    const values = layout.columns.filter(isAdded).map(({ means }) => PATH_OF_COLUMN[means](day));
    return `call system.register_partition('${schema}', '${table}', array[${keys}], array[${quoted(values)}], '${folderOf(root, day)}')`;
  };
  return [[createTable(table, layout, types, `external_location = '${root}'`)], days.map(add)];
}

/**
 * The statements that make a layout's tables in a schema. `root` is the organization's folder as
 * Trino names it, with its slash; `places` are those of layouts that hold one place.
 */
export function tableStatements(
  schema: string,
  layout: Layout,
  root: string,
  places: readonly OnePlace[],
  days: readonly LogDay[],
): Statements {
  const isProjected = layout.columns.some(({ means }) => means === "date");
  const anyPlace = { account: "", region: "" };
  if (isProjected) {
    const all = isOnePlace(layout) ? places : [anyPlace];
    return all.flatMap((place) =>
      projectedTable(tableOf(layout, place), layout, root, place, days),
    );
  }
  const table = tableOf(layout, anyPlace);
  if (!layout.tablePerAccount) return addedTable(schema, table, layout, root, days);
  const accounts = distinct(days.map(({ account }) => account));
  const union = accounts.map((account) => `select * from ${table}_${account}`).join(" union all ");
  return [
    ...accounts.flatMap((account) => {
      const own = days.filter((day) => day.account === account);
      return addedTable(schema, `${table}_${account}`, layout, root, own);
    }),
    EMPTY_ACCOUNTS.flatMap((account) =>
      addedTable(schema, `${table}_${account}`, layout, root, []).flat(),
    ),
    [`create view ${table} as ${union}`],
  ];
}
