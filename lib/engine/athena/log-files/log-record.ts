/** The exact record of one event, from its log file in S3. */
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  NoSuchKey,
  type S3Client,
} from "@aws-sdk/client-s3";
import { attempt } from "@/lib/engine/athena/aws/clients";
import type { Trouble } from "@/lib/engine/athena/errors/trouble";
import { objectOf } from "@/lib/engine/athena/results/result-file";
import { recordIn } from "@/lib/lake/record/record";
import { fail, type Result, succeed } from "@/lib/result";

/** Above what CloudTrail delivers: at most 50 MB, compressed (Quotas in AWS CloudTrail). */
const MOST_BYTES = 64 << 20;
/** The columns show most of a record, so the wait for the rest is short. */
const PATIENCE_MS = 10_000;

/** The reason in words about logs; the engine's sentences are about results. */
const sentence = ({ isDenied, message }: Trouble, bucket: string): string =>
  isDenied
    ? `This server is not allowed to read the log files in the bucket ${bucket}: an administrator must grant it s3:GetObject there, and kms:Decrypt where a KMS key encrypts them.`
    : message;

async function contentOf(
  s3: S3Client,
  object: GetObjectCommandInput,
  abortSignal: AbortSignal,
): Promise<Uint8Array | "gone" | "too-large"> {
  try {
    const { Body: body, ContentLength: length = 0 } = await s3.send(
      new GetObjectCommand({ ...object, RequestPayer: "requester" }),
      {
        abortSignal,
      },
    );
    if (length > MOST_BYTES) return "too-large";
    return (await body?.transformToByteArray()) ?? "gone";
  } catch (error) {
    if (error instanceof NoSuchKey) return "gone";
    throw error;
  }
}

/**
 * Reads the log file whole and finds the record in it.
 * @param logFile `s3://bucket/key`, as Athena's `"$path"` names it
 */
export async function readLogRecord(
  s3: S3Client,
  logFile: string,
  eventId: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  const object = objectOf(logFile);
  if (object === null) return fail("bad-input", "Its row names no log file in S3.");
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const context = { action: "s3:GetObject", region: await s3.config.region(), workgroup: "" };
  const answer = await attempt(context, () => contentOf(s3, object, patience));
  if (!answer.ok) return fail("engine-failed", sentence(answer.trouble, object.Bucket));
  const content = answer.value;
  if (content === "gone") return fail("not-found", "Its log file is gone.");
  if (content === "too-large") return fail("over-limit", "Its log file is too large to be read.");
  const text = await recordIn(async function* () {
    yield content;
  }, eventId);
  return text === null ? fail("not-found", "Its log file does not contain it.") : succeed(text);
}
