/** The Glue database `security`: CloudTrail tables of every layout over one lake. */
import { RECORD_FIELDS, type RecordField } from "@/lib/lake/record/record-fields";
import { identifier, literal } from "@/queries/literal";
import { hiveType, lakeColumn, withoutNewer } from "./record-columns";
import { holdsOf, type PartitionKey } from "./table-limits";

export const CATALOG = "AwsDataCatalog";
export const DATABASE = "security";
/** All databases; `default` is empty, as in a new account. */
export const DATABASES: readonly string[] = ["default", DATABASE];

export type CatalogColumn = { readonly Name: string; readonly Type: string };

export type CatalogTable = {
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly partitionKeys: readonly PartitionKey[];
  readonly parameters: Readonly<Record<string, string>>;
  /** The definition of a view over other tables of the catalogue. */
  readonly view?: string;
  /** A view over the files, in DuckDB's SQL; `lake` is the relation of all of them. */
  readonly duckdb: string;
  /** Partition keys that take their values from the query (`injected`): the query has to name each. */
  readonly injected: readonly string[];
  /** A condition on the lake's partition columns: what the table's location and projection reach. */
  readonly holds: string;
};

/** Parameters of tables, by name, in place of those they have. An empty value removes one. */
export type TableParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The trail's bucket, and the prefix of an organization's logs in it. */
export const LOG_BUCKET = "acme-org-cloudtrail-logs";
export const ORGANISATION_PREFIX = "AWSLogs/o-tb7demo4k2";
const BUCKET = `s3://${LOG_BUCKET}/${ORGANISATION_PREFIX}`;
const key = (name: string, lake: string): PartitionKey => ({ name, lake });
const DATE = "year || '/' || month || '/' || day";
/** A partition key in a location template. */
const variable = (name: string): string => `\${${name}}`;
const REGION = key("region", "region");
const SPLIT_DATE = ["year", "month", "day"].map((name) => key(name, name));

const SERDE: Readonly<Record<string, string>> = {
  EXTERNAL: "TRUE",
  classification: "cloudtrail",
  inputformat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  outputformat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
  "serde.serialization.lib": "org.apache.hive.hcatalog.data.JsonSerDe",
};

const columnsOf = (fields: readonly RecordField[]): readonly CatalogColumn[] =>
  fields.map((field) => ({ Name: field.name.toLowerCase(), Type: hiveType(field) }));

/**
 * The row's log file in the bucket, by the name of the file that was imported. A file that is not
 * named as CloudTrail names them is in the folder of its partition.
 */
const PATH = (() => {
  // As short as possible: DuckDB plans it again for each condition on paths.
  const name = "parse_filename(sourcefile)";
  const pattern = "'^(.{12})_CloudTrail_([^_]*)_(.{4})(.{2})(.{2})T.{4}Z_.*$'";
  const named = `regexp_replace(${name}, ${pattern}, '\\1/CloudTrail/\\2/\\3/\\4/\\5/\\0')`;
  const filed = `concat_ws('/', account, 'CloudTrail', region, year, month, day, ${name})`;
  return `concat(${literal(`${BUCKET}/`)}, case when regexp_matches(${name}, ${pattern}) then ${named} else ${filed} end)`;
})();

const columnsIn = (fields: readonly RecordField[], keys: readonly PartitionKey[]) => [
  ...fields.map(lakeColumn),
  ...keys.map(({ name, lake }) => `${lake} as ${identifier(name)}`),
];

const selectOf = (fields: readonly RecordField[], keys: readonly PartitionKey[]): string =>
  [...columnsIn(fields, keys), `${PATH} as "$path"`].join(", ");

type TableOptions = {
  readonly fields?: readonly RecordField[];
  readonly keys: readonly PartitionKey[];
  readonly location: string;
  readonly parameters?: Readonly<Record<string, string>>;
};

function makeTable(name: string, options: TableOptions, changed: TableParameters): CatalogTable {
  const { fields = RECORD_FIELDS, keys, location } = options;
  const all = { ...SERDE, location, ...options.parameters, ...changed[name] };
  const parameters = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  const holds = holdsOf(parameters, keys);
  return {
    name,
    columns: columnsOf(fields),
    partitionKeys: keys,
    parameters,
    duckdb: `select ${selectOf(fields, keys)} from memory.main.lake where ${holds}`,
    holds,
    injected: keys
      .map((each) => each.name)
      .filter((each) => parameters[`projection.${each}.type`] === "injected"),
  };
}

const projectedDate = (column: string): Readonly<Record<string, string>> => ({
  "projection.enabled": "true",
  [`projection.${column}.type`]: "date",
  [`projection.${column}.format`]: "yyyy/MM/dd",
  [`projection.${column}.interval`]: "1",
  [`projection.${column}.interval.unit`]: "DAYS",
  [`projection.${column}.range`]: "2020/01/01,NOW",
});

const projectedEnum = (column: string, values: readonly string[]) => ({
  [`projection.${column}.type`]: "enum",
  [`projection.${column}.values`]: values.join(","),
});

/** The view over the tables per account, as analysts make one. */
function unitedView(
  perAccount: readonly CatalogTable[],
  accounts: readonly string[],
): CatalogTable {
  const fields = withoutNewer(RECORD_FIELDS);
  const keys = [REGION, ...SPLIT_DATE];
  const holds = `account in (${accounts.map(literal).join(", ")})`;
  return {
    name: "cloudtrail_partitioner",
    // A view has no partition keys; those of its tables are columns of it.
    columns: [...columnsOf(fields), ...keys.map(({ name }) => ({ Name: name, Type: "string" }))],
    partitionKeys: [],
    parameters: { comment: "Presto View", presto_view: "true" },
    view: perAccount.map(({ name }) => `select * from ${DATABASE}.${name}`).join(" union all "),
    // A view shows no hidden column.
    duckdb: `select ${columnsIn(fields, keys).join(", ")} from memory.main.lake where ${holds}`,
    holds,
    injected: [],
  };
}

/**
 * The tables over a lake of these accounts and regions. Tables whose location is one account's
 * reach the logs of `home` only.
 */
export function tablesOf(
  accounts: readonly string[],
  regions: readonly string[],
  home: { readonly account: string; readonly region: string },
  changed: TableParameters = {},
): readonly CatalogTable[] {
  const table = (name: string, options: TableOptions) => makeTable(name, options, changed);
  const folder = (account: string) => `${BUCKET}/${account}/CloudTrail`;
  const homeFolder = `${folder(home.account)}/${home.region}`;
  const old = withoutNewer(RECORD_FIELDS);
  const perAccount = accounts.map((account) =>
    table(`cloudtrail_partitioner_${account}`, {
      fields: old,
      keys: [REGION, ...SPLIT_DATE],
      location: folder(account),
      parameters: { "serde.serialization.lib": "com.amazon.emr.hive.serde.CloudTrailSerde" },
    }),
  );
  const accountKey = key("account", "account");
  return [
    ...perAccount,
    unitedView(perAccount, accounts),
    table("cloudtrail_projection", {
      keys: [key("timestamp", DATE)],
      location: homeFolder,
      parameters: {
        ...projectedDate("timestamp"),
        "storage.location.template": `${homeFolder}/${variable("timestamp")}`,
      },
    }),
    table("cloudtrail_projection_org", {
      keys: [accountKey, REGION, key("timestamp", DATE)],
      location: BUCKET,
      parameters: {
        ...projectedDate("timestamp"),
        ...projectedEnum("account", accounts),
        ...projectedEnum("region", regions),
        "storage.location.template": `${folder(variable("account"))}/${variable("region")}/${variable("timestamp")}`,
      },
    }),
    table("cloudtrail_injected", {
      keys: [accountKey, REGION, key("timestamp", DATE)],
      location: BUCKET,
      parameters: {
        ...projectedDate("timestamp"),
        ...projectedEnum("region", regions),
        "projection.account.type": "injected",
        "storage.location.template": `${folder(variable("account"))}/${variable("region")}/${variable("timestamp")}`,
      },
    }),
    table("cloudtrail_hive_org", { keys: [accountKey, REGION, ...SPLIT_DATE], location: BUCKET }),
    table("cloudtrail_bootstrap", {
      keys: [
        key("date_partition", DATE),
        key("region_partition", "region"),
        key("account_partition", "account"),
      ],
      location: BUCKET,
      parameters: {
        ...projectedDate("date_partition"),
        ...projectedEnum("region_partition", regions),
        ...projectedEnum("account_partition", accounts),
        "storage.location.template": `${folder(variable("account_partition"))}/${variable("region_partition")}/${variable("date_partition")}`,
      },
    }),
    table("cloudtrail_flat", { keys: [], location: folder(home.account) }),
  ];
}
