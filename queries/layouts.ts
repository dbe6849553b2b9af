/** How tables name and format their partition columns. A layout is data: the planner reads it. */
import type { FieldName } from "./fields";
import type { Predicate } from "./query";
import type { Scope } from "./scope";

/** What a partition column holds. Dates are of delivery, UTC. */
export type PartitionMeaning = "account" | "region" | "date" | "year" | "month" | "day" | "hour";

export type PartitionColumn = {
  readonly name: string;
  readonly means: PartitionMeaning;
  /** For times: `yyyy`, `MM`, `dd`, `HH` and separators; `M`, `d`, `H` are without padding. */
  readonly format?: string;
  /** Integer columns compare as numbers, all others as text. */
  readonly type?: "string" | "integer";
};

export type Layout = {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly PartitionColumn[];
  /** One table per account, named `<table>_<account>`; a view named `<table>` unites them. */
  readonly tablePerAccount?: true;
  /** Made before 2021: the newer fields are not in its tables. */
  readonly lacksNewerFields?: true;
  /** Rows of a slice: its columns have the dictionary's names, and none is for time. */
  readonly isSlice?: true;
};

const account: PartitionColumn = { name: "account", means: "account" };
const region: PartitionColumn = { name: "region", means: "region" };
const splitDate: readonly PartitionColumn[] = [
  { name: "year", means: "year", format: "yyyy" },
  { name: "month", means: "month", format: "MM" },
  { name: "day", means: "day", format: "dd" },
];
const timestamp: PartitionColumn = { name: "timestamp", means: "date", format: "yyyy/MM/dd" };

export const layouts = {
  partitioner: {
    name: "partitioner",
    title: "CloudTrail Partitioner, a table per account",
    columns: [region, ...splitDate],
    tablePerAccount: true,
    lacksNewerFields: true,
  },
  projection: {
    name: "projection",
    title: "AWS documentation, partition projection, one account and region",
    columns: [timestamp],
  },
  "projection-org": {
    name: "projection-org",
    title: "Partition projection over an organization trail",
    columns: [account, region, timestamp],
  },
  "hive-org": {
    name: "hive-org",
    title: "AWS documentation, an organization trail with added partitions",
    columns: [account, region, ...splitDate],
  },
  bootstrap: {
    name: "bootstrap",
    title: "AWS Security Analytics Bootstrap",
    columns: [
      { name: "account_partition", means: "account" },
      { name: "region_partition", means: "region" },
      { name: "date_partition", means: "date", format: "yyyy/MM/dd" },
    ],
  },
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof layouts;

export const layoutNames = Object.keys(layouts) as readonly LayoutName[];

/**
 * An S3 folder with CloudTrail's own structure and file names:
 * `<base><account>/CloudTrail/<region>/<yyyy>/<MM>/<dd>/<account>_CloudTrail_<region>_<yyyyMMdd>T<HHmm>Z_…`.
 */
export type LogFolder = {
  /** `s3://bucket/prefix/AWSLogs/[o-…/]`, with its slash. */
  readonly base: string;
  /** The only account, or region, whose files a table reads from it. */
  readonly account?: string;
  readonly region?: string;
  /** The table reads these folders only: it has no partitions that were added by hand. */
  readonly isProjected?: true;
  /** Accounts and regions with logs in it, as far as they were seen; there may be others. */
  readonly seen?: { readonly accounts: readonly string[]; readonly regions: readonly string[] };
};

/** A catalogued table that holds CloudTrail events. */
export type Source = {
  /** The table, or the common part of the names of a table per account. */
  readonly table: string;
  readonly layout: Layout;
  /** The longest time from an event to the delivery of its file, milliseconds. */
  readonly deliveryLagMs: number;
  /** The accounts that are known: those with their own table, or those that the table lists. */
  readonly accounts?: readonly string[];
  /** Regions that are known, where the table lists them. */
  readonly regions?: readonly string[];
  /** What every query has to name, because the partition column is `injected`. */
  readonly mustName?: readonly ("account" | "region")[];
  /** Where its log files are, if files with CloudTrail's names were seen there. */
  readonly logFolders?: readonly LogFolder[];
  /** False only where the source is known to hold each event once. */
  readonly mayHoldDuplicates: boolean;
  /** What is known of every row, where the rows are cached in the order of their time. */
  readonly cached?: { readonly where: readonly Predicate[]; readonly scope: Scope };
  /** Its rows are daily roll-ups: each counts `total` events, and its time is that of the first. */
  readonly isRolledUp?: true;
  /** Fields that its rows have as columns of their names, although the table does not. */
  readonly computed?: ReadonlySet<FieldName>;
};
