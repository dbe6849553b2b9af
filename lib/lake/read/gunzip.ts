/** Reads gzip files that may be damaged, and says what is wrong with them. */
import { crc32, createInflateRaw } from "node:zlib";
import { isGzip } from "@/lib/lake/find/file-format";
import { formatBytes, formatCounted } from "@/lib/text/format";
import { gzipHeaderLength, MOST_HEADER_BYTES, TRAILER_BYTES } from "./gzip-header";

/** The bytes of a log as it is stored, from its start. */
export type StoredLog = AsyncGenerator<Uint8Array>;

/** Is given what is wrong with a log, as the end of a sentence. */
export type OnFault = (fault: string) => void;

export const FAULTS = {
  truncated: "is a truncated gzip file",
  damaged: "is a damaged gzip file",
  changed: "fails its checksum (CRC), so it is not as it was written",
  appended: "has data after its first gzip member",
  nested: "is compressed more than three times",
} as const;

/**
 * How much is inflated at a time, in compressed bytes. Of a damaged file at most so much is lost
 * before the damage; smaller pieces take longer.
 */
const PIECE_BYTES = 1 << 10;
const CHUNK_BYTES = 64 << 10;
const LAYERS = 3;

/** What a log may inflate to, in bytes: far above real logs, and far below what deflate can do. */
const LEAST_LIMIT_BYTES = 4 * 1024 ** 3;
const LIMIT_RATIO = 100;

const EMPTY: Buffer = Buffer.alloc(0);

/** Bytes that are read on as far as they are needed. */
type Bytes = {
  /** The next bytes, at least `count` of them unless they end before; they stay. */
  readonly see: (count: number) => Promise<Buffer>;
  readonly skip: (count: number) => void;
  readonly rest: () => AsyncGenerator<Buffer>;
};

function openBytes(stored: AsyncGenerator<Uint8Array>): Bytes {
  let unread = EMPTY;
  return {
    see: async (count) => {
      const pieces = [unread];
      let length = unread.length;
      while (length < count) {
        const next = await stored.next();
        if (next.done) break;
        const { buffer, byteOffset, byteLength } = next.value;
        pieces.push(Buffer.from(buffer, byteOffset, byteLength));
        length += byteLength;
      }
      if (pieces.length > 1) unread = Buffer.concat(pieces);
      return unread;
    },
    skip: (count) => {
      unread = unread.subarray(count);
    },
    rest: async function* () {
      if (unread.length > 0) yield unread;
      unread = EMPTY;
      for await (const { buffer, byteOffset, byteLength } of stored)
        yield Buffer.from(buffer, byteOffset, byteLength);
    },
  };
}

/** Inflates piece by piece. Each step returns what came out, whether the text ended, and how much was taken. */
function openInflate() {
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  let out: Buffer[] = [];
  let settle: (state: "more" | "end" | "damaged") => void = () => undefined;
  inflate.on("data", (chunk: Buffer) => out.push(chunk));
  inflate.on("end", () => settle("end"));
  inflate.on("error", () => settle("damaged"));
  return {
    step: async (piece: Buffer) => {
      const before = inflate.bytesWritten;
      const state = await new Promise<"more" | "end" | "damaged">((resolve) => {
        settle = resolve;
        inflate.write(piece, (error) => resolve(error ? "damaged" : "more"));
      });
      const text = out;
      out = [];
      return { state, text, taken: inflate.bytesWritten - before };
    },
    close: () => void inflate.destroy(),
  };
}

/** The text of one member. Returns what is wrong with it; null where its trailer was read and fits. */
async function* inflateMember(bytes: Bytes): AsyncGenerator<Buffer, string | null> {
  const inflate = openInflate();
  let crc = 0;
  let length = 0;
  try {
    for (;;) {
      const piece = (await bytes.see(1)).subarray(0, PIECE_BYTES);
      if (piece.length === 0) return FAULTS.truncated;
      const { state, text, taken } = await inflate.step(piece);
      for (const chunk of text) {
        crc = crc32(chunk, crc);
        length += chunk.length;
        yield chunk;
      }
      if (state === "damaged") return FAULTS.damaged;
      bytes.skip(taken);
      if (state === "end" || taken < piece.length) break;
    }
  } finally {
    inflate.close();
  }
  const trailer = await bytes.see(TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) return FAULTS.truncated;
  const fits = trailer.readUInt32LE(0) === crc && trailer.readUInt32LE(4) === length % 2 ** 32;
  bytes.skip(TRAILER_BYTES);
  return fits ? null : FAULTS.changed;
}

const headerOf = async (bytes: Bytes): Promise<number | null> =>
  gzipHeaderLength(await bytes.see(18)) ?? gzipHeaderLength(await bytes.see(MOST_HEADER_BYTES));

/** The texts of all members, one after the other, as far as they can be read. */
async function* gunzip(bytes: Bytes, onFault: OnFault): AsyncGenerator<Buffer> {
  for (let member = 0; ; member++) {
    const left = await bytes.see(1);
    if (left.length === 0) return;
    const header = await headerOf(bytes);
    if (header === null) {
      if (member === 0) return onFault(FAULTS.truncated);
      let count = 0;
      for await (const { length } of bytes.rest()) count += length;
      return onFault(`has ${formatCounted(count, "byte")} after the end of its gzip data`);
    }
    if (member === 1) onFault(FAULTS.appended);
    bytes.skip(header);
    const fault = yield* inflateMember(bytes);
    if (fault !== null) onFault(fault);
    if (fault === FAULTS.truncated || fault === FAULTS.damaged) return;
  }
}

async function* unpacked(
  stored: AsyncGenerator<Uint8Array>,
  onFault: OnFault,
  layers: number,
): AsyncGenerator<Buffer> {
  const bytes = openBytes(stored);
  if (!isGzip(await bytes.see(2))) yield* bytes.rest();
  else if (layers === 0) onFault(FAULTS.nested);
  else yield* unpacked(gunzip(bytes, onFault), onFault, layers - 1);
}

/**
 * The content of a log, decompressed where its first bytes say that it is compressed, also gzip in
 * gzip. Of a damaged file the part before the damage is returned. It ends at a limit that no real
 * log comes near, so that a few megabytes cannot keep an import busy for hours.
 */
export async function* unpack(
  stored: StoredLog,
  onFault: OnFault,
  leastLimitBytes = LEAST_LIMIT_BYTES,
): AsyncGenerator<Buffer> {
  let storedBytes = 0;
  let textBytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stored) {
      storedBytes += chunk.length;
      yield chunk;
    }
  };
  for await (const chunk of unpacked(counted(), onFault, LAYERS)) {
    textBytes += chunk.length;
    const limit = leastLimitBytes + LIMIT_RATIO * storedBytes;
    if (textBytes > limit)
      return onFault(`inflates to more than ${formatBytes(limit)}; the rest was left out`);
    yield chunk;
  }
}
