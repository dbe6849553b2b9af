/** Why a query failed, as one sentence: what happened, who can fix it, what to do. */
import { ARCHIVED, actionIn, denialSentence } from "./denials";
import { quoted } from "./error-facts";
import { entitySentence, outputBucketSentence } from "./settings-sentences";

export type FailedQuery = {
  /** `StateChangeReason`: begins with the engine's name of the error, `TABLE_NOT_FOUND: line 1:15: …`. */
  readonly reason: string;
  /** `AthenaError.ErrorType`; the documented numbers and the measured ones differ, so the name counts first. */
  readonly errorType: number | null;
  readonly scannedBytes: number;
};

type Case = {
  readonly reason: RegExp;
  readonly types?: readonly number[];
  readonly say: (why: string, failed: FailedQuery) => string;
};

/** Bytes in the unit that a person reads, for a sentence. */
export function inUnits(bytes: number): string {
  if (bytes >= 1e12) return `${(bytes / 1e12).toFixed(2)} TB`;
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return `${Math.round(bytes / 1e6)} MB`;
}

/** A run that a limit of the workgroup ended is billed. */
const CUTOFF = /bytes scanned limit|scan(ned)? (limit|cutoff)|exceeded.*bytes scanned/i;

/** Whether a reason is the workgroup's limit on scanned bytes. */
export function isCutoff(reason: string): boolean {
  return CUTOFF.test(reason);
}

const CASES: readonly Case[] = [
  {
    reason: CUTOFF,
    say: (_, { scannedBytes }) =>
      `The workgroup's limit on scanned bytes ended the query, and the ${inUnits(scannedBytes)} that it had scanned are billed: choose a shorter time range or fewer accounts, or have the limit raised.`,
  },
  {
    // A missing column reads like a denial: "… cannot be resolved or requester is not authorized …".
    reason: /COLUMN_NOT_FOUND|column .*cannot be resolved/i,
    say: (why) => {
      const column = /column '([^']+)'/i.exec(why)?.[1];
      return `The table has no column${column === undefined ? "" : ` “${column}”`} that the step needs, so it was made for other logs or long ago; if it has one, Lake Formation hides it from this server (${why}).`;
    },
  },
  {
    reason: /SCHEMA_NOT_FOUND|schema .*does not exist|database .*not found/i,
    say: (why) =>
      `Athena does not find the database: check ATHENA_DATABASE and ATHENA_CATALOG (${why}).`,
  },
  {
    reason: /TABLE_NOT_FOUND|table .*does not exist|view .*does not exist/i,
    types: [1110],
    say: (why) =>
      `Athena does not find the table: check ATHENA_TABLE, or make the table in ATHENA_DATABASE (${why}).`,
  },
  {
    reason: ARCHIVED,
    say: () =>
      "Log files of these days are in an archive storage class (S3 Glacier), which is not a missing permission: copy them to another storage class, or restore them and set read_restored_glacier_objects = true on the table.",
  },
  { reason: /Unable to verify\/create output bucket/i, say: outputBucketSentence },
  {
    reason: /S3 location provided to save your query results is invalid/i,
    say: () =>
      "The location for query results is not valid, or its bucket is in another region than the workgroup: use a bucket in the same region.",
  },
  { reason: /EntityNotFoundException|Entity Not Found/, say: entitySentence },
  {
    reason: /lake formation/i,
    types: [234],
    say: () =>
      "Lake Formation does not let this server read the table: an administrator has to grant it SELECT there.",
  },
  {
    reason:
      /PERMISSION_DENIED|access denied|not authorized|insufficient permissions|status code: 403/i,
    types: [1500, 1501],
    say: (why) => {
      const action = actionIn(why);
      const other = denialSentence(why, action ?? "for the data");
      if (other !== null) return other;
      return action
        ? `The query lacks the permission ${action}: an administrator must add it to the IAM policy of this server.`
        : `The query is not allowed to read the logs or to write its result, so an administrator must extend the IAM policy of this server (s3:GetObject, s3:PutObject, kms:Decrypt): ${why}.`;
    },
  },
  {
    reason: /injected.*(partition|column)|CONSTRAINT_VIOLATION/i,
    say: (why) =>
      `The table answers only for accounts and regions that are named: choose them in the scope (${why}).`,
  },
  {
    reason: /QUERY_TIMEOUT|EXCEEDED_TIME_LIMIT|query timed? ?out|maximum (run|execution) ?time/i,
    types: [206, 210],
    say: () =>
      "Athena stopped the query at its time limit: choose a shorter time range or fewer accounts.",
  },
  {
    reason: /exhausted resources|EXCEEDED_MEMORY|EXCEEDED_LOCAL_MEMORY|INSUFFICIENT_RESOURCES/i,
    types: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    say: () =>
      "The query needs more memory than Athena allows: choose a shorter time range or fewer accounts.",
  },
  {
    reason: /slow ?down|throttl|rate exceeded|too many requests|status code: 503/i,
    types: [1400, 1401, 1403, 1404, 1405, 1406],
    say: () =>
      "S3 or Glue throttled the query's reads, which is likely with many small files: try again in a minute.",
  },
  {
    reason: /QUERY_HAS_TOO_MANY_STAGES|number of stages in the query/i,
    say: () =>
      "The query reads more tables than Athena allows in one query: choose fewer accounts.",
  },
  {
    reason: /NoSuchBucket|bucket does not exist/i,
    types: [1306],
    say: (why) => `A bucket of the logs or of the results does not exist: ${why}.`,
  },
  {
    reason: /HIVE_BAD_DATA|HIVE_CURSOR_ERROR|HIVE_INVALID|BAD_DATA|not a JSON|Error parsing/i,
    types: [1001, 1005, 1007],
    say: (why) =>
      `Athena cannot read one of the log files, so it is damaged or no CloudTrail log: ${why}.`,
  },
  {
    reason: /SYNTAX_ERROR|MALFORMED_QUERY|mismatched input|TYPE_MISMATCH|FUNCTION_NOT_FOUND/i,
    types: [1006, 1002, 1303],
    say: (why) => `Athena cannot read the query, which is a fault of its step: ${why}.`,
  },
  {
    reason: /INTERNAL_ERROR|internal (service )?error/i,
    types: [100, 300, 301, 302, 303, 400, 1010, 9999],
    say: (why) => `Athena has an internal error (${why}): try again in a minute.`,
  },
];

/** The sentence for a failed query. An unexpected reason is given in Athena's words. */
export function failureSentence(failed: FailedQuery): string {
  const why = quoted(failed.reason) || `error type ${failed.errorType ?? "unknown"}`;
  const byName = CASES.find(({ reason }) => reason.test(failed.reason));
  const { errorType } = failed;
  const found =
    byName ?? CASES.find(({ types }) => errorType !== null && types?.includes(errorType));
  return found ? found.say(why, failed) : `Athena could not answer: ${why}.`;
}
