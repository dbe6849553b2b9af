/** Plans which logs go straight to the Parquet files of their partition. */
import type { LogFile } from "@/lib/lake/find/find-logs";
import { chunks, type Sized } from "./group";

/** Files of one partition that are written straight into one Parquet file. */
export type Direct = {
  readonly folder: string;
  /** `yyyy-MM-dd` */
  readonly day: string;
  /** The day before it; null where the folder names no day of the calendar. */
  readonly before: string | null;
  /** The files of the partition. */
  readonly own: readonly LogFile[];
  /** Those of them, delivered near midnight, whose events of the day before are another task's. */
  readonly shared: readonly LogFile[];
  /** Files of the day after, of which only the events of this day are taken. */
  readonly after: readonly LogFile[];
};

/**
 * Below this the detour over a table costs less than a separate statement and file: 5 ms,
 * beside 30 µs more for each event.
 */
const DIRECT_BYTES = 256 << 10;

const DAY_MS = 86_400_000;

/** `yyyy-MM-dd`, null where there is no such day. */
function dayBefore(day: string): string | null {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? null : new Date(ms - DAY_MS).toISOString().slice(0, 10);
}

const isoDay = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

type Day = { readonly folder: string; readonly day: string };
type Partition = Day & { readonly previous: Day | null; readonly files: Sized[] };

/** Delivered so soon after midnight that events of the day before are to be expected. */
const isNearMidnight = ({ place }: LogFile): boolean => (place.minute ?? "") < "0030";

/** The folder of a partition, relative to the events folder. The parts must be harmless. */
function folderOf({ place }: LogFile, day: string): string {
  const [year, month, date] = day.split("-");
  return `account=${place.account}/region=${place.region}/year=${year}/month=${month}/day=${date}`;
}

function intoPartitions(files: readonly Sized[]): Map<string, Partition> {
  const partitions = new Map<string, Partition>();
  for (const sized of files) {
    const { file } = sized;
    const day = isoDay(file.place.day ?? "");
    const folder = folderOf(file, day);
    const known = partitions.get(folder);
    if (known !== undefined) {
      known.files.push(sized);
      continue;
    }
    const before = dayBefore(day);
    const previous = before === null ? null : { folder: folderOf(file, before), day: before };
    partitions.set(folder, { folder, day, previous, files: [sized] });
  }
  return partitions;
}

const isSmall = ({ files }: Partition): boolean =>
  files.reduce((sum, { rawBytes }) => sum + rawBytes, 0) < DIRECT_BYTES;

type Task = Day & { readonly own: Sized[]; readonly after: Sized[] };

/** A task for each Parquet file of a partition; the last of them takes the day after's events. */
function intoFiles({ folder, day, own, after }: Task): Direct[] {
  const groups = own.length > 0 ? chunks(own) : [[]];
  return groups.map((files, index) => ({
    folder,
    day,
    before: dayBefore(day),
    own: files,
    shared: files.filter(isNearMidnight),
    after: index === groups.length - 1 ? after.map(({ file }) => file) : [],
  }));
}

/**
 * Makes a task of each partition that is worth it. A file that was delivered near midnight is read
 * twice, for both its days: that costs less than to place its events one by one.
 * @param files whose account, region, day and minute are known
 * @returns the tasks, and the files whose events are placed one by one
 */
export function planDirect(files: readonly Sized[]): { direct: Direct[]; others: Sized[] } {
  const partitions = intoPartitions(files);
  const others: Sized[] = [];
  const tasks = new Map<string, Task>();
  const taskOf = ({ folder, day }: Day): Task => {
    const task = tasks.get(folder) ?? { folder, day, own: [], after: [] };
    tasks.set(folder, task);
    return task;
  };
  for (const partition of partitions.values()) {
    if (isSmall(partition)) {
      others.push(...partition.files);
      continue;
    }
    const { previous } = partition;
    const neighbour = previous === null ? undefined : partitions.get(previous.folder);
    for (const sized of partition.files) {
      if (!isNearMidnight(sized.file)) taskOf(partition).own.push(sized);
      else if (previous === null || (neighbour !== undefined && isSmall(neighbour)))
        others.push(sized);
      else {
        taskOf(partition).own.push(sized);
        taskOf(previous).after.push(sized);
      }
    }
  }
  return { direct: [...tasks.values()].flatMap(intoFiles), others };
}
