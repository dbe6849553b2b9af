/** The exact path of an import: reads a log value by value, and writes its events again. */
import type { LogFile } from "@/lib/lake/find/find-logs";
import { LEFT_OUT, type LeftOut } from "@/lib/lake/log-path";
import { FAULTS } from "@/lib/lake/read/gunzip";
import { EMPTY, type Mode, openLog, readValues } from "@/lib/lake/read/read-values";
import { canonicalEvent } from "@/lib/lake/record/canonical-record";
import { BROKEN, type Content, contentOf } from "@/lib/lake/record/unwrap";
import type { Sink } from "./record-sink";

/** A part of a file that was left out: a sentence without the file's name, and one without numbers. */
export type LeftPart = { readonly reason: string; readonly group: string };

/** What became of a file on the exact path. */
export type Rewritten = {
  readonly kind: "events" | LeftOut;
  readonly events: number;
  /** Objects that are not events, in a file with events. */
  readonly leftOut: number;
  /** Why nothing was taken from the file; null if something could be. */
  readonly failure: LeftPart | null;
  /** What is wrong with a file of which events were taken; null if nothing is. */
  readonly warning: LeftPart | null;
  /** It is damaged, and its events are read after those of all intact files. */
  readonly isDeferred: boolean;
  readonly skips: readonly LeftPart[];
};

/** How a file is to be read. */
export type Reading = {
  /** Read what is left of a damaged file; otherwise it is deferred. */
  readonly keepDamaged: boolean;
  /** Is given the number of bytes that were read on from the file. */
  readonly onBytes: (count: number) => void;
};

type Reasons = ReadonlyMap<string, { readonly count: number; readonly first: number }>;

const partsOf = (mode: Mode, reasons: Reasons): LeftPart[] =>
  [...reasons].map(([reason, { count, first }]) => {
    const what = mode === "lines" ? "line" : "record";
    const sentence = `${mode === "lines" ? "Line" : "Record"} ${first} ${reason}`;
    const more = count > 1 ? `, and ${count - 1} more like it` : "";
    return { reason: `${sentence}${more}.`, group: `A ${what} ${reason}.` };
  });

const ofFile = (problem: string): LeftPart => ({
  reason: `The file ${problem}.`,
  group: `The file ${problem.replace(/[\d,.]+ (bytes?|[kMGT]B)/g, "some $1")}.`,
});

/** Why a file gave no events; null where there were none in it. */
function whyNothing([first]: readonly LeftPart[]): LeftPart | null {
  if (first === undefined) return null;
  const why = first.reason.charAt(0).toLowerCase() + first.reason.slice(1, -1);
  return {
    ...ofFile("holds no CloudTrail event"),
    reason: `The file holds no CloudTrail event: ${why}.`,
  };
}

const skip = (reason: string): Content[] => [{ kind: "skip", reason, text: "", start: 0 }];

/** An error in one value does not stop the others. */
function contentsOf(bytes: Buffer | null): { value: string; contents: readonly Content[] } {
  if (bytes === null) return { value: "", contents: skip("is larger than 64 MiB") };
  const value = bytes.toString("utf8");
  try {
    return { value, contents: contentOf(value) };
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown error";
    return { value, contents: skip(`cannot be read (${message})`) };
  }
}

/** Whether an event is a value of the log, and not wrapped in one. */
const isBare = (content: Content, value: string): boolean =>
  content.kind === "event" && content.text === value && content.start === value.search(/\S/);

function openCount() {
  const reasons = new Map<string, { count: number; first: number }>();
  const seen = { event: 0, digest: 0, insight: 0, aggregated: 0, skip: 0 };
  return {
    seen,
    reasons,
    skipped: (reason: string, ordinal: number): void => {
      seen.skip++;
      const known = reasons.get(reason);
      if (known === undefined) reasons.set(reason, { count: 1, first: ordinal });
      else known.count++;
    },
  };
}

type Attempt = Rewritten & { readonly broken: number };

async function rewriteAs(
  log: LogFile,
  sink: Sink,
  mode: Mode,
  { keepDamaged, onBytes }: Reading,
): Promise<Attempt> {
  const { seen, reasons, skipped } = openCount();
  const faults = new Set<string>();
  let bare = 0;
  const stored = openLog(log.path, onBytes);
  const values = readValues(stored, mode, (fault) => faults.add(fault));
  let next = await values.next();
  for (; !next.done; next = await values.next()) {
    const { bytes, ordinal } = next.value;
    const { value, contents } = contentsOf(bytes);
    for (const content of contents) {
      const found = content.kind === "event" ? canonicalEvent(content) : content;
      if (found.kind === "skip") skipped(found.reason, ordinal);
      else {
        seen[found.kind]++;
        if (isBare(content, value)) bare++;
        if (found.kind === "event") sink.add(log.path, found.text);
      }
    }
  }
  const isCut = faults.has(FAULTS.truncated) || faults.has(FAULTS.damaged);
  // The end of a file that was cut is broken in any case.
  if (next.value !== null && !isCut && (next.value !== EMPTY || faults.size === 0))
    faults.add(next.value);
  // Firehose and CloudWatch Logs write one member after the other, CloudTrail never does.
  if (bare === 0 && log.place.account === null) faults.delete(FAULTS.appended);
  const skips = partsOf(mode, reasons);
  const problem = faults.size > 0 ? ofFile([...faults].join(" and ")) : null;
  const passedOver = LEFT_OUT.reduce((sum, kind) => sum + seen[kind], 0);
  const isEvents = seen.event + seen.skip > 0 || problem !== null;
  const isEmpty = seen.event === 0;
  return {
    kind: isEvents ? "events" : (LEFT_OUT.find((kind) => seen[kind] > 0) ?? "events"),
    events: seen.event,
    leftOut: isEvents ? passedOver : 0,
    failure: isEmpty
      ? (problem ?? (isEvents || passedOver === 0 ? whyNothing(skips) : null))
      : null,
    warning: isEmpty ? null : problem,
    isDeferred: !isEmpty && problem !== null && !keepDamaged,
    skips,
    broken: (reasons.get(BROKEN)?.count ?? 0) + (next.value === null || isCut ? 0 : 1),
  };
}

/**
 * Reads a file value by value and writes its events to `sink`. Slower than DuckDB, but one odd
 * record never costs another. A file of which nothing is taken leaves nothing in the sink.
 */
export async function rewriteLog(log: LogFile, sink: Sink, reading: Reading): Promise<Rewritten> {
  const byLine = /\.(jsonl|ndjson)(\.gz)?$/i.test(log.path);
  const modes: readonly [Mode, Mode] = byLine ? ["lines", "values"] : ["values", "lines"];
  const attempt = async (mode: Mode): Promise<Attempt> => {
    sink.mark();
    const result = await rewriteAs(log, sink, mode, reading);
    if (result.failure !== null || result.isDeferred) sink.discard();
    return result;
  };
  const first = await attempt(modes[0]);
  if (first.broken === 0) return first;
  // Where brackets do not match, the ends of the lines separate one event from the next.
  sink.discard();
  const second = await attempt(modes[1]);
  if (second.events > first.events || (second.events === first.events && second.broken === 0))
    return second;
  sink.discard();
  return first.events === 0 ? first : attempt(modes[0]);
}
