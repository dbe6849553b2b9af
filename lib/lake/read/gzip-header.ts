/** The header of a gzip member (RFC 1952). */

const FIXED_BYTES = 10;
const DEFLATE = 8;
const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;

/** No real header is longer; names and comments in it have no limit. */
export const MOST_HEADER_BYTES = 128 << 10;

/** What follows the deflated text: its CRC-32 and its length modulo 2^32. */
export const TRAILER_BYTES = 8;

/** The length of the header at the start of `bytes`; null where there is none, or not the whole of it. */
export function gzipHeaderLength(bytes: Buffer): number | null {
  const flags = bytes[3] ?? RESERVED;
  const isMember = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === DEFLATE;
  if (!isMember || (flags & RESERVED) !== 0) return null;
  let at = FIXED_BYTES;
  if (flags & HAS_EXTRA) {
    if (bytes.length < at + 2) return null;
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if (flags & HAS_CHECKSUM) at += 2;
  return at <= bytes.length ? at : null;
}
