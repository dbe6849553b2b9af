/** Writes the delivery files of a trail. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { isoTime, SLOT_SECONDS, slotStart } from "./clock";
import type { Stream } from "./world";
import { DEMO_ORGANISATION } from "./world";

const compress = promisify(gzip);

/** Enough files under way to keep the compression threads busy, few enough to bound memory. */
const FILES_AT_ONCE = 32;
/** The header's operating-system byte differs by machine; 255 says "unknown" on all of them. */
const GZIP_OS_BYTE = 9;
const GZIP_OS_UNKNOWN = 255;

/** The path of a delivery of a stream at the end of a slot, relative to the trail's root. */
export function deliveryPath(stream: Stream, slot: number, unique: string): string {
  const time = isoTime(slotStart(slot) + SLOT_SECONDS);
  const [year, month, day] = [time.slice(0, 4), time.slice(5, 7), time.slice(8, 10)];
  const { account, region } = stream;
  const minute = `${year}${month}${day}T${time.slice(11, 13)}${time.slice(14, 16)}Z`;
  const name = `${account.id}_CloudTrail_${region}_${minute}_${unique}.json.gz`;
  return join(
    "AWSLogs",
    DEMO_ORGANISATION,
    account.id,
    "CloudTrail",
    region,
    year,
    month,
    day,
    name,
  );
}

/** What has been written so far. */
export type Written = {
  readonly files: number;
  readonly bytes: number;
  readonly rawBytes: number;
};

/** Writes delivery files a few at a time, so that generating and compressing overlap. */
export class DeliveryWriter {
  private readonly root: string;
  private readonly underWay = new Set<Promise<void>>();
  private readonly folders = new Map<string, Promise<unknown>>();
  private failure: unknown;
  private files = 0;
  private bytes = 0;
  private rawBytes = 0;

  constructor(root: string) {
    this.root = root;
  }

  /** The totals of the files that are complete. */
  get written(): Written {
    return { files: this.files, bytes: this.bytes, rawBytes: this.rawBytes };
  }

  /** Queues one file; resolves when there is room for the next one. */
  async write(path: string, records: readonly string[]): Promise<void> {
    const job: Promise<void> = this.store(join(this.root, path), records)
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => this.underWay.delete(job));
    this.underWay.add(job);
    // Without a turn of the event loop the finished compressions would wait for their writes.
    await nextTurn();
    if (this.underWay.size >= FILES_AT_ONCE) await Promise.race(this.underWay);
    if (this.failure !== undefined) throw this.failure;
  }

  /** Waits until every file is on disk. */
  async finish(): Promise<Written> {
    await Promise.all(this.underWay);
    if (this.failure !== undefined) throw this.failure;
    return this.written;
  }

  private async store(path: string, records: readonly string[]): Promise<void> {
    const text = Buffer.from(`{"Records":[${records.join(",")}]}`);
    const packed = await compress(text, { level: 4 });
    packed[GZIP_OS_BYTE] = GZIP_OS_UNKNOWN;
    await this.folder(join(path, ".."));
    await writeFile(path, packed);
    this.files += 1;
    this.bytes += packed.length;
    this.rawBytes += text.length;
  }

  private folder(path: string): Promise<unknown> {
    const known = this.folders.get(path);
    if (known !== undefined) return known;
    const made = mkdir(path, { recursive: true });
    this.folders.set(path, made);
    return made;
  }
}
