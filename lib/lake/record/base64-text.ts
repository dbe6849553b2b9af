/** Texts in base64, as Kinesis and Firehose hand records over; CloudWatch Logs compresses them as well. */
import { gunzipSync } from "node:zlib";
import { isGzip } from "@/lib/lake/find/file-format";

const BASE64 = /^[A-Za-z0-9+/]{16,}={0,2}$/;

/** What a text may inflate to, in bytes: far above real logs, and far below what deflate can do. */
const LEAST_LIMIT_BYTES = 64 << 10;
const LIMIT_RATIO = 100;

/** Why compressed data in base64 cannot be read, as the end of a sentence. */
export const DATA_FAULTS = {
  damaged: "holds damaged gzip data in base64",
  bomb: "holds gzip data in base64 that inflates to over 100 times its size",
} as const;

/** The text, or why there is none. */
type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** Decodes a text in base64, and decompresses it where it is gzip; null for any other text. */
export function decodeBase64(text: string): Decoded | null {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  if (!isGzip(bytes)) return { ok: true, text: bytes.toString("utf8") };
  try {
    const maxOutputLength = LEAST_LIMIT_BYTES + LIMIT_RATIO * bytes.length;
    return { ok: true, text: gunzipSync(bytes, { maxOutputLength }).toString("utf8") };
  } catch (error) {
    const isTooLarge =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return { ok: false, reason: isTooLarge ? DATA_FAULTS.bomb : DATA_FAULTS.damaged };
  }
}
