/** The environment, read in one place and checked at start. */
import path from "node:path";
import * as z from "zod";
import { readAccountNames } from "./account-names";
import { fail, type Result, succeed } from "./result";

export type AthenaConfig = {
  readonly region: string;
  readonly workgroup: string;
  readonly catalog: string;
  readonly database: string;
  /** The table, or the common part of the names of a table per account; null is the only one. */
  readonly table: string | null;
  /** The accounts and regions of tables that list none; empty is unknown. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Where results go, for a workgroup without its own location. */
  readonly outputLocation?: string;
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
  /**
   * The greatest age of a result in the workgroup that is reused for a query whose answer no longer
   * changes, minutes; 0 is never. Athena allows seven days at most.
   */
  readonly reuseMaxAgeMinutes: number;
  readonly dollarsPerTb: number;
};

export type Config = {
  readonly engine: "duckdb" | "athena";
  /** Where Athena is and what it costs; null on the embedded engine. */
  readonly athena: AthenaConfig | null;
  /** The folder of the local lake. */
  readonly dataDir: string;
  /** The folder of address data (countries, networks); null if there is none. */
  readonly geoFolder: string | null;
  /** The folder of Sigma rules; null if there is none. */
  readonly rulesFolder: string | null;
  /** The file of the audit log. */
  readonly auditLog: string;
  /** The longest window of a query, days. */
  readonly maxWindowDays: number;
  /** A run that would scan more than this needs confirmation, bytes. */
  readonly askAboveBytes: number;
  /** How long a start waits for the sizes of what it would scan, milliseconds. */
  readonly sizesWaitMs: number;
  /** Statements that run at the same time; the rest wait in order. */
  readonly concurrentRuns: number;
  /** The assumed longest time from an event to its delivery on S3 sources, milliseconds. */
  readonly deliveryLagMs: number;
  /** Whether days on S3 are read by the hour, where the log files' names allow it. */
  readonly pathRanges: boolean;
  /** Whether the days before a time range are read for comparison without a click. */
  readonly runsBaseline: boolean;
  /** Memory that the embedded engine may use, MiB. */
  readonly memoryLimitMb: number;
  /** The most events of a slice; 0 turns slices off. */
  readonly sliceEvents: number;
  /** Number of cached slices; the least recently used is evicted. */
  readonly slices: number;
  /** On the embedded engine, a slice that would scan more than this is not fetched, bytes. */
  readonly sliceBytes: number;
  /** What accounts are called on the page. */
  readonly accountNames: Readonly<Record<string, string>>;
};

const number = z.coerce.number("must be a number");
const positive = (fallback: number) => number.positive("must be above 0").default(fallback);
const atLeastZero = number.nonnegative("must be at least 0");

/** An empty variable counts as not set. */
const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === "" ? undefined : text));

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

const region = optionalText.refine((name) => name === undefined || REGION.test(name), {
  error: "must be a region such as us-east-1",
});

/** Names separated by commas; none is an empty list. */
const names = (pattern: RegExp, what: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ""))
    .refine((all) => all.every((name) => pattern.test(name)), {
      error: `must be ${what}, separated by commas`,
    });

const isAddress = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text);

const address = optionalText.refine((text) => text === undefined || isAddress(text), {
  error: "must be an address such as https://athena.example.com",
});

const Environment = z.object({
  TRAILBOOK_ENGINE: z
    .enum(["duckdb", "athena"], {
      error: "must be duckdb or athena",
    })
    .default("duckdb"),
  TRAILBOOK_DATA: z.string().min(1, "must not be empty").default(".trailbook/lake"),
  TRAILBOOK_GEO: optionalText,
  TRAILBOOK_RULES: optionalText,
  TRAILBOOK_AUDIT_LOG: optionalText,
  TRAILBOOK_ACCOUNTS: optionalText,
  TRAILBOOK_MAX_WINDOW_DAYS: positive(400),
  TRAILBOOK_ASK_ABOVE_BYTES: positive(20_000_000_000),
  TRAILBOOK_SIZES_WAIT_MS: atLeastZero.default(1_500),
  TRAILBOOK_CONCURRENT_RUNS: positive(2),
  TRAILBOOK_DELIVERY_LAG_MINUTES: atLeastZero.default(60),
  TRAILBOOK_PATH_RANGES: z.enum(["on", "off"], "must be on or off").default("on"),
  TRAILBOOK_BASELINE: z.enum(["on", "off"], "must be on or off").optional(),
  TRAILBOOK_MEMORY_MB: positive(2048),
  TRAILBOOK_SLICE_EVENTS: atLeastZero.int("must be a whole number").default(100_000),
  TRAILBOOK_SLICES: number.int("must be a whole number").min(1, "must be at least 1").default(50),
  TRAILBOOK_SLICE_BYTES: atLeastZero.default(200_000_000),
  TRAILBOOK_DOLLARS_PER_TB: atLeastZero.default(5),
  ATHENA_WORKGROUP: z.string().min(1, "must not be empty").default("primary"),
  ATHENA_CATALOG: z.string().min(1, "must not be empty").default("AwsDataCatalog"),
  ATHENA_DATABASE: optionalText,
  ATHENA_TABLE: optionalText,
  ATHENA_ACCOUNTS: names(/^\d{12}$/, "account ids of 12 digits"),
  ATHENA_REGIONS: names(REGION, "regions such as us-east-1"),
  ATHENA_OUTPUT_LOCATION: optionalText,
  ATHENA_REUSE_MINUTES: atLeastZero
    .int("must be a whole number")
    .max(10_080, "must be at most 10080")
    .default(10_080),
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL_ATHENA: address,
  AWS_ENDPOINT_URL_S3: address,
});

/** What Athena needs, or the name of the variable that is missing. */
function athenaConfig(data: z.infer<typeof Environment>): Result<AthenaConfig> {
  const region = data.AWS_REGION ?? data.AWS_DEFAULT_REGION;
  // People paste `database.table`. Glue has names in lower case, and Athena takes them in any case.
  const database = (
    data.ATHENA_DATABASE ?? data.ATHENA_TABLE?.split(".").at(-2)?.replace(/["`]/g, "")
  )?.toLowerCase();
  if (region === undefined)
    return fail("config", "Set AWS_REGION, the region of Athena, such as us-east-1.");
  if (database === undefined)
    return fail("config", "Set ATHENA_DATABASE, the database that holds the CloudTrail table.");
  const outputLocation = data.ATHENA_OUTPUT_LOCATION;
  const endpoint = data.AWS_ENDPOINT_URL_ATHENA;
  const s3Endpoint = data.AWS_ENDPOINT_URL_S3;
  return succeed({
    region,
    database,
    workgroup: data.ATHENA_WORKGROUP,
    catalog: data.ATHENA_CATALOG,
    table: data.ATHENA_TABLE ?? null,
    accounts: data.ATHENA_ACCOUNTS,
    regions: data.ATHENA_REGIONS,
    reuseMaxAgeMinutes: data.ATHENA_REUSE_MINUTES,
    dollarsPerTb: data.TRAILBOOK_DOLLARS_PER_TB,
    ...(outputLocation === undefined ? {} : { outputLocation }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(s3Endpoint === undefined ? {} : { s3Endpoint }),
  });
}

/** Reads the configuration; a failure names the wrong variable. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<Config> {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    return fail("config", `${name} ${issue?.message} (got “${environment[name]}”).`);
  }
  const { data } = parsed;
  const athena = data.TRAILBOOK_ENGINE === "athena" ? athenaConfig(data) : succeed(null);
  if (!athena.ok) return athena;
  const accountNames = readAccountNames(data.TRAILBOOK_ACCOUNTS);
  if (!accountNames.ok) return accountNames;
  return succeed({
    engine: data.TRAILBOOK_ENGINE,
    athena: athena.value,
    dataDir: path.resolve(data.TRAILBOOK_DATA),
    geoFolder: data.TRAILBOOK_GEO === undefined ? null : path.resolve(data.TRAILBOOK_GEO),
    rulesFolder: data.TRAILBOOK_RULES === undefined ? null : path.resolve(data.TRAILBOOK_RULES),
    auditLog: path.resolve(
      data.TRAILBOOK_AUDIT_LOG ?? path.join(data.TRAILBOOK_DATA, "audit.jsonl"),
    ),
    maxWindowDays: data.TRAILBOOK_MAX_WINDOW_DAYS,
    askAboveBytes: data.TRAILBOOK_ASK_ABOVE_BYTES,
    sizesWaitMs: data.TRAILBOOK_SIZES_WAIT_MS,
    concurrentRuns: data.TRAILBOOK_CONCURRENT_RUNS,
    deliveryLagMs: data.TRAILBOOK_DELIVERY_LAG_MINUTES * 60_000,
    pathRanges: data.TRAILBOOK_PATH_RANGES === "on",
    runsBaseline: (data.TRAILBOOK_BASELINE ?? (athena.value ? "off" : "on")) === "on",
    memoryLimitMb: data.TRAILBOOK_MEMORY_MB,
    sliceEvents: data.TRAILBOOK_SLICE_EVENTS,
    slices: data.TRAILBOOK_SLICES,
    sliceBytes: data.TRAILBOOK_SLICE_BYTES,
    accountNames: accountNames.value,
  });
}
