/** What tests of the server share: a small lake and the real clients of the AWS SDK. */
import { randomUUID } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionInput,
} from "@aws-sdk/client-athena";
import { S3Client } from "@aws-sdk/client-s3";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { prepared } from "../prepared";

export const HARNESS_ACCOUNTS = ["111122223333", "444455556666"] as const;
export const HARNESS_REGIONS = ["eu-west-1", "us-east-1"] as const;
const HARNESS_DAYS = ["2026/03/01", "2026/03/02", "2026/03/03"] as const;
const HARNESS_KEY = "AKIAHARNESSKEY000001";

/** The key that signed every fourth call in the lake. */
export const HARNESS_CALLER = "AKIAIOSFODNN7EXAMPLE";

/** Events in each partition; enough for three pages of results in one day of all places. */
const EVENTS = 600;

/** A lake of two accounts, two Regions and three days, and texts that a CSV has to quote: a copy. */
export async function harnessLake(): Promise<string> {
  const copy = newFolder();
  cpSync(join(await prepared("harness", makeHarnessLake), "lake"), copy, { recursive: true });
  return copy;
}

async function makeHarnessLake(folder: string): Promise<void> {
  const logs = join(folder, "logs");
  const lake = join(folder, "lake");
  let next = 0;
  for (const account of HARNESS_ACCOUNTS) {
    for (const region of HARNESS_REGIONS) {
      for (const day of HARNESS_DAYS) {
        const records = Array.from({ length: EVENTS }, () => {
          next += 1;
          return event(next, {
            awsRegion: region,
            recipientAccountId: account,
            eventTime: `${day.replaceAll("/", "-")}T10:00:00Z`,
            eventName: next % 3 === 0 ? "AssumeRole" : "ListBuckets",
            errorCode: [undefined, "", "AccessDenied"][next % 3],
            userIdentity: {
              type: "IAMUser",
              principalId: "AIDAHARNESS",
              arn: `arn:aws:iam::${account}:user/harness`,
              accountId: account,
              userName: "harness",
              ...(next % 4 === 0 ? { accessKeyId: HARNESS_CALLER } : {}),
            },
            userAgent: ['"quoted", cli', "two\nlines", "é😀\uFEFF"][next % 3],
          });
        });
        const file = `${account}_CloudTrail_${region}_${day.replaceAll("/", "")}T1005Z_a.json.gz`;
        put(logs, `AWSLogs/${account}/CloudTrail/${region}/${day}/${file}`, log(...records));
      }
    }
  }
  await imported(logs, lake);
}

export const HARNESS_EVENTS =
  HARNESS_ACCOUNTS.length * HARNESS_REGIONS.length * HARNESS_DAYS.length * EVENTS;

/** The SDK's clients, pointed at a server. By default they try each call once. */
export function harnessClients(url: string, maxAttempts = 1, accessKeyId: string = HARNESS_KEY) {
  const shared = {
    endpoint: url,
    region: "us-east-1",
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey: "secret" },
  };
  const athena = new AthenaClient(shared);
  const s3 = new S3Client({ ...shared, forcePathStyle: true });

  const start = async (sql: string, more: Partial<StartQueryExecutionInput> = {}) => {
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        ClientRequestToken: randomUUID(),
        QueryExecutionContext: { Database: "security" },
        ...more,
      }),
    );
    return QueryExecutionId ?? "";
  };

  const look = async (id: string): Promise<QueryExecution> => {
    const answer = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    if (!answer.QueryExecution) throw new Error("An answer without an execution.");
    return answer.QueryExecution;
  };

  const ended = async (id: string): Promise<QueryExecution> => {
    for (;;) {
      const execution = await look(id);
      if (!["QUEUED", "RUNNING"].includes(execution.Status?.State ?? "")) return execution;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  /** The cells of one page, NULL as null. */
  const page = async (id: string, MaxResults?: number, NextToken?: string) => {
    const answer = await athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults, NextToken }),
    );
    const rows = (answer.ResultSet?.Rows ?? []).map((row) =>
      (row.Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null),
    );
    return {
      rows,
      next: answer.NextToken,
      columns: answer.ResultSet?.ResultSetMetadata?.ColumnInfo,
    };
  };

  return { athena, s3, start, look, ended, page };
}

/** The members of an error that a test checks. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    return { ...error, name, message };
  }
  throw new Error("The call was not refused.");
}
