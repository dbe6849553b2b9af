/** The text of an answer without rows: no events, or no logs. Page and command line use the same. */
import type { Estimate, Reads } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { formatCounted, formatDay } from "./format";
import { archivedText, hasReadNothing, RESTORE } from "./read-files";

export type NoRows = {
  /** Only `events` means that nothing happened. */
  readonly kind: "events" | "data" | "unread";
  readonly title: string;
  /** What it is based on, sentences. */
  readonly sentences: readonly string[];
  /** What it does not cover, sentences. */
  readonly caveats: readonly string[];
};

const MOST_DAYS = 12;

function daysText(days: readonly string[]): string {
  const named = days.slice(0, MOST_DAYS).map((day) => formatDay(Date.parse(`${day}T00:00:00Z`)));
  const more = days.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${formatCounted(more, "other day")}` : ""}`;
}

const NOTHING_KNOWN = "so this does not show that nothing happened.";

/** What is known about the files if the run read none of them. */
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
    const caveat = `It is unknown whether there are logs for all of these days.${why}`;
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
        ? "There are logs for these days, but no file was delivered for these hours."
        : `${formatCounted(partitions, "partition")} with logs ${were} read.`,
    ],
    caveats: [
      ...(archived > 0 ? [`But ${archivedText(archived)}. ${RESTORE}`] : []),
      ...(missing.length > 0
        ? [`But there are no logs at all for ${daysText(missing)}: what happened then is unknown.`]
        : []),
    ],
  };
}

/**
 * The text for an answer without rows. It says “no events” only if logs were read, or if there are
 * logs of these days but none of these hours.
 */
export function noRowsOf(estimate: Estimate | null, state: RunState): NoRows {
  const { reads = null, unknown = null, notInTable = [], unreadReason = "" } = estimate ?? {};
  const nothing = hasReadNothing(state);
  const described = () => {
    if (reads === null) return nothing ? noData(null, unknown) : noEvents(null, unknown);
    const { partitions, archived, partitionsOfOtherHours } = reads;
    if (partitions === 0 && archived > 0) return unread(reads, unreadReason);
    if (partitions === 0 && partitionsOfOtherHours === 0) return noData(reads, null);
    return partitions > 0 && nothing ? unread(reads, unreadReason) : noEvents(reads, null);
  };
  const answer = described();
  return { ...answer, caveats: [...answer.caveats, ...notInTable] };
}
