/** A file of MaxMind's DB format, version 2 (https://maxmind.github.io/MaxMind-DB/). */
import path from "node:path";
import { Reader, type Response } from "mmdb-lib";
import * as z from "zod";
import type { GeoFileInfo } from "@/lib/api/address-facts";
import { readPlainFile } from "@/lib/plain-file";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason } from "@/lib/writable";
import { type GeoFacts, readGeoRecord } from "./geo-record";
import { BITS, formatAddress, type IpAddress, parseAddress } from "./ip-address";

export type MmdbFile = {
  readonly info: GeoFileInfo;
  /** What the file says of an address; null if it has no record, or a damaged one. Never throws. */
  readonly lookUp: (address: IpAddress) => GeoFacts | null;
};

const MARKER = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
/** Zeros between the search tree and the data. */
const SEPARATOR_BYTES = 16;
/** Enough to see what the records hold: a city file has many without a city. */
const MOST_SAMPLES = 200;
const MOST_STEPS = 5_000;

const Metadata = z.object({
  binaryFormatMajorVersion: z.literal(2),
  buildEpoch: z.date(),
  ipVersion: z.union([z.literal(4), z.literal(6)]),
  nodeCount: z.int().positive(),
  searchTreeSize: z.int().positive(),
});
type Metadata = z.infer<typeof Metadata>;

/** The reader of a file, if the file is whole: its tree ends where its metadata says. */
function openReader(bytes: Buffer): { reader: Reader<Response>; metadata: Metadata } | null {
  const metadataAt = bytes.lastIndexOf(MARKER);
  if (metadataAt < 0) return null;
  try {
    const reader = new Reader<Response>(bytes);
    const metadata = Metadata.parse(reader.metadata);
    const dataAt = metadata.searchTreeSize + SEPARATOR_BYTES;
    const separator = bytes.subarray(metadata.searchTreeSize, dataAt);
    const isWhole = dataAt <= metadataAt && separator.every((byte) => byte === 0);
    return isWhole ? { reader, metadata } : null;
  } catch {
    return null;
  }
}

const FIRST_ADDRESSES = ["1.0.0.0", "2001::"];

/** The facts of some of the file's records, from one prefix to the next. Throws on damaged data. */
function* samples(reader: Reader<Response>, version: 4 | 6): Generator<GeoFacts> {
  for (const start of FIRST_ADDRESSES) {
    const first = parseAddress(start);
    if (!first || first.family > version) continue;
    const { family } = first;
    let { bits } = first;
    for (let step = 0; step < MOST_STEPS && bits >> BigInt(BITS[family]) === 0n; step++) {
      const [record, length] = reader.getWithPrefixLength(formatAddress({ family, bits }));
      if (record !== null) yield readGeoRecord(record);
      const size = BigInt(Math.max(0, BITS[family] - Math.max(1, length)));
      bits = ((bits >> size) + 1n) << size;
    }
  }
}

/** What the records hold, for a person; empty for a file of another kind. */
function heldBy(reader: Reader<Response>, version: 4 | 6): readonly string[] {
  const held = new Set<string>();
  let count = 0;
  for (const { country, city, network } of samples(reader, version)) {
    if (country) held.add("countries");
    if (city) held.add("cities");
    if (network) held.add("networks");
    if (++count >= MOST_SAMPLES) break;
  }
  return [...held];
}

/** Opens a file of countries, cities or networks; fails with a sentence that names the file. */
export async function openMmdbFile(file: string): Promise<Result<MmdbFile>> {
  const name = path.basename(file);
  const bytes = await readPlainFile(file).catch((error: unknown) => fileReason(error));
  if (typeof bytes === "string") return fail("config", `${name} cannot be read: ${bytes}.`);
  const opened = openReader(bytes);
  if (!opened)
    return fail(
      "config",
      `${name} is not a whole MaxMind DB file (format 2): download it again, and unpack it.`,
    );
  const { reader, metadata } = opened;
  const { ipVersion, buildEpoch } = metadata;
  let holds: readonly string[];
  try {
    holds = heldBy(reader, ipVersion);
  } catch {
    return fail("config", `${name} is damaged: download it again.`);
  }
  if (holds.length === 0)
    return fail("config", `${name} has no country, city or network of an address.`);
  return succeed({
    info: { name, holds, date: `built ${buildEpoch.toISOString().slice(0, 10)}` },
    lookUp: (address) => {
      // In a tree of IPv4 addresses the reader would take an IPv6 one for another address.
      if (address.family > ipVersion) return null;
      try {
        return readGeoRecord(reader.get(formatAddress(address)));
      } catch {
        return null;
      }
    },
  });
}
