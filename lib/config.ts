/** The environment, read in one place and checked at start. */
import path from "node:path";
import { z } from "zod";
import { fail, type Result, succeed } from "@/lib/result";

export type Config = {
  readonly engine: "duckdb";
  /** The folder of the local lake. */
  readonly dataDir: string;
  /** The longest window that a person may ask for, days. */
  readonly maxWindowDays: number;
  /** A run that would read more than this asks first, bytes. */
  readonly askAboveBytes: number;
  /** Statements that run at once; the rest wait in order. */
  readonly concurrentRuns: number;
  /** The longest time from an event to its delivery that is allowed for on S3 sources, milliseconds. */
  readonly deliveryLagMs: number;
  /** Memory that the embedded engine may use, MiB. */
  readonly memoryLimitMb: number;
};

const positive = (fallback: number) => z.coerce.number().positive().default(fallback);

const Environment = z.object({
  TRAILBOOK_ENGINE: z
    .enum(["duckdb"], { error: ({ input }) => `“${input}” is not an engine; there is duckdb` })
    .default("duckdb"),
  TRAILBOOK_DATA: z.string().min(1).default(".trailbook/lake"),
  TRAILBOOK_MAX_WINDOW_DAYS: positive(400),
  TRAILBOOK_ASK_ABOVE_BYTES: positive(20_000_000_000),
  TRAILBOOK_CONCURRENT_RUNS: positive(2),
  TRAILBOOK_DELIVERY_LAG_MINUTES: z.coerce.number().nonnegative().default(60),
  TRAILBOOK_MEMORY_MB: positive(2048),
});

/** Reads the configuration; a wrong variable is named in the failure. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<Config> {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(
      "config",
      `The environment variable ${issue?.path.join(".")} is wrong: ${issue?.message}.`,
    );
  }
  const { data } = parsed;
  return succeed({
    engine: data.TRAILBOOK_ENGINE,
    dataDir: path.resolve(data.TRAILBOOK_DATA),
    maxWindowDays: data.TRAILBOOK_MAX_WINDOW_DAYS,
    askAboveBytes: data.TRAILBOOK_ASK_ABOVE_BYTES,
    concurrentRuns: data.TRAILBOOK_CONCURRENT_RUNS,
    deliveryLagMs: data.TRAILBOOK_DELIVERY_LAG_MINUTES * 60_000,
    memoryLimitMb: data.TRAILBOOK_MEMORY_MB,
  });
}
