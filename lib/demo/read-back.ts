/** Reads a demo tree back, for the tests. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";

/**
 * Reads a demo tree back for the tests, sharing nothing with what writes it: plain files, plain
 * JSON, plain comparisons.
 */
const recordSchema = z.looseObject({
  eventID: z.string(),
  sharedEventID: z.string().optional(),
  eventTime: z.string(),
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: z.string(),
  sourceIPAddress: z.string(),
  userAgent: z.string(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  eventVersion: z.string(),
  recipientAccountId: z.string(),
  requestParameters: z.unknown(),
  responseElements: z.unknown(),
  userIdentity: z.looseObject({
    type: z.string().optional(),
    principalId: z.string().optional(),
    arn: z.string().optional(),
    accountId: z.string().optional(),
    accessKeyId: z.string().optional(),
    userName: z.string().optional(),
  }),
});

/** A record as the tests look at it. */
export type ReadRecord = z.infer<typeof recordSchema>;

/** One delivery file and what it holds. */
export type ReadFile = {
  readonly path: string;
  readonly text: string;
  readonly records: readonly ReadRecord[];
};

/** Every delivery file under the folder, one at a time. */
export function* readDelivered(dir: string): Generator<ReadFile> {
  const paths = readdirSync(dir, { recursive: true, encoding: "utf8" });
  for (const path of paths.filter((one) => one.endsWith(".json.gz")).sort()) {
    const text = gunzipSync(readFileSync(join(dir, path))).toString("utf8");
    const file = z.object({ Records: z.array(z.unknown()) }).parse(JSON.parse(text));
    // Checking the shape of each of 220,000 records would take longer than all else: a sample is.
    const records = file.Records.map((one, n) =>
      n % 50 === 0 ? recordSchema.parse(one) : cast(one),
    );
    yield { path, text, records };
  }
}

const isRecord = (value: unknown): value is ReadRecord =>
  typeof value === "object" &&
  value !== null &&
  "eventID" in value &&
  "eventTime" in value &&
  "userIdentity" in value;

function cast(value: unknown): ReadRecord {
  if (!isRecord(value)) throw new Error("a record without an id, a time or an identity");
  return value;
}
