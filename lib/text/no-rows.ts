/** What an answer without rows says: nothing happened, or no logs were read. Page and command line say the same. */
import type { Estimate, Reads } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { formatCounted, formatDay } from "./format";

/** A run ended without rows, which means something else where there were no logs to look in. */
export const endedWithoutRows = (state: RunState | null): boolean =>
  state?.state === "done" && state.rowCount === 0;

/**
 * The scan behind an answer read no log file. A result from elsewhere scans nothing now and says
 * nothing of what was read for it.
 */
export const hasReadNothing = (state: RunState | null): boolean =>
  state?.state === "done" &&
  (state.fromSlice ? state.sliceReadNothing === true : state.scannedBytes === 0 && !state.reused);

export type NoRows = {
  /** Only `events` says that nothing happened. */
  readonly kind: "events" | "data" | "unread";
  readonly title: string;
  /** What it rests on, in sentences. */
  readonly sentences: readonly string[];
  /** What it does not speak for, in sentences. */
  readonly caveats: readonly string[];
};

const MOST_DAYS = 12;

function daysText(days: readonly string[]): string {
  const named = days.slice(0, MOST_DAYS).map((day) => formatDay(Date.parse(`${day}T00:00:00Z`)));
  const more = days.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${formatCounted(more, "other day")}` : ""}`;
}

const NOTHING_KNOWN = "so this says nothing about what happened.";

const RESTORE =
  "Copy them to another storage class, or restore them and set read_restored_glacier_objects = true on the table.";

const archivedText = (archived: number): string =>
  `${formatCounted(archived, "file")} ${archived === 1 ? "is archived; Athena skips it" : "are archived; Athena skips them"}`;

/** What a result does not speak for beside days without logs, in sentences. With rows as without. */
export function skippedOf({ reads, notInTable }: Estimate): readonly string[] {
  const archived = reads?.archived ?? 0;
  return [...(archived > 0 ? [`${archivedText(archived)}. ${RESTORE}`] : []), ...notInTable];
}

/** What is known of the files, where the run read none of them. */
function unread({ partitions, objects, archived }: Reads, unreadReason: string): NoRows {
  const areAllArchived = partitions === 0;
  const sentences = areAllArchived
    ? [`There are no other files, ${NOTHING_KNOWN}`]
    : [
        `Athena read none of the ${formatCounted(objects, "file")} of these accounts, regions and days, ${NOTHING_KNOWN}`,
        unreadReason,
      ];
  const skipped = archived === 0 ? [] : [`${archivedText(archived)}. ${RESTORE}`];
  return {
    kind: "unread",
    title: "Not read",
    sentences: areAllArchived ? [...skipped, ...sentences] : sentences,
    caveats: areAllArchived ? [] : skipped,
  };
}

function noData(reads: Reads | null, unknown: string | null): NoRows {
  const missing = reads?.daysWithoutData ?? [];
  const sentences =
    reads === null
      ? [`No log file was read, ${NOTHING_KNOWN}`, ...(unknown === null ? [] : [unknown])]
      : [`There are no logs for these accounts, regions and days, ${NOTHING_KNOWN}`];
  const caveats = missing.length === 0 ? [] : [`Days without logs: ${daysText(missing)}.`];
  return { kind: "data", title: "No data", sentences, caveats };
}

function noEvents(reads: Reads | null, unknown: string | null): NoRows {
  if (reads === null) {
    const why = unknown === null ? "" : ` ${unknown}`;
    const caveat = `Whether there are logs for all of these days is not known.${why}`;
    return {
      kind: "events",
      title: "No events",
      sentences: [],
      caveats: unknown === null ? [] : [caveat],
    };
  }
  const { partitions, archived, daysWithoutData: missing } = reads;
  const were = partitions === 1 ? "was" : "were";
  return {
    kind: "events",
    title: "No events",
    sentences: [
      partitions === 0
        ? "There are logs of these days, but no file was delivered for these hours."
        : `${formatCounted(partitions, "partition")} with logs ${were} read.`,
    ],
    caveats: [
      ...(archived > 0 ? [`But ${archivedText(archived)}. ${RESTORE}`] : []),
      ...(missing.length > 0
        ? [
            `But there are no logs at all for ${daysText(missing)}: what happened then is not known.`,
          ]
        : []),
    ],
  };
}

/**
 * Reads an answer without rows. It says “no events” only where logs were read, or where there are
 * logs of these days and none of these hours.
 */
export function noRowsOf(estimate: Estimate | null, state: RunState): NoRows {
  const { reads = null, unknown = null, notInTable = [], unreadReason = "" } = estimate ?? {};
  const nothing = hasReadNothing(state);
  const told = () => {
    if (reads === null) return nothing ? noData(null, unknown) : noEvents(null, unknown);
    const { partitions, archived, partitionsOfOtherHours } = reads;
    if (partitions === 0 && archived > 0) return unread(reads, unreadReason);
    if (partitions === 0 && partitionsOfOtherHours === 0) return noData(reads, null);
    return partitions > 0 && nothing ? unread(reads, unreadReason) : noEvents(reads, null);
  };
  const answer = told();
  return { ...answer, caveats: [...answer.caveats, ...notInTable] };
}
