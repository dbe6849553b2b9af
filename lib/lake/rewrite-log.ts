import { BROKEN, readEvent } from "@/lib/lake/canonical-record";
import type { LogFile } from "@/lib/lake/find-logs";
import { type Mode, openLog, readValues } from "@/lib/lake/read-values";
import type { Sink } from "@/lib/lake/record-sink";

/** What became of a file on the exact path. */
export type Rewritten = {
  readonly events: number;
  /** Why nothing was taken from the file, as the end of a sentence; null if something could be. */
  readonly failure: string | null;
  /** Parts that were left out, each as a sentence without the name of the file. */
  readonly skips: readonly string[];
  readonly kind: "events" | "digest" | "insight";
};

type Reasons = ReadonlyMap<string, { readonly count: number; readonly first: number }>;

const sentences = (mode: Mode, reasons: Reasons): string[] =>
  [...reasons].map(([reason, { count, first }]) => {
    const sentence = `${mode === "lines" ? "Line" : "Record"} ${first} ${reason}`;
    return count > 1 ? `${sentence}, and ${count - 1} more like it.` : `${sentence}.`;
  });

/** Why a file that gave no events gave none; null where there was nothing in it to give. */
const whyNothing = (log: LogFile, skips: readonly string[]): string | null => {
  const [first] = skips;
  if (first !== undefined)
    return `holds no CloudTrail event: ${first.charAt(0).toLowerCase() + first.slice(1, -1)}`;
  return log.size === 0 ? "is empty" : null;
};

type Attempt = Rewritten & { readonly broken: number };

const rewriteAs = async (log: LogFile, sink: Sink, mode: Mode): Promise<Attempt> => {
  const extra = `"filedFrom":${JSON.stringify(log.path)}`;
  const reasons = new Map<string, { count: number; first: number }>();
  const seen = { event: 0, digest: 0, insight: 0, skip: 0 };
  const values = readValues(openLog(log.path), mode);
  let next = await values.next();
  for (; !next.done; next = await values.next()) {
    const { bytes, ordinal } = next.value;
    const reading =
      bytes === null
        ? { kind: "skip" as const, reason: "is larger than 64 MiB" }
        : readEvent(bytes.toString("utf8"), extra);
    seen[reading.kind]++;
    if (reading.kind === "event") sink.add(reading.text);
    if (reading.kind === "skip") {
      const known = reasons.get(reading.reason);
      if (known === undefined) reasons.set(reading.reason, { count: 1, first: ordinal });
      else known.count++;
    }
  }
  const passedOver = seen.insight > 0 ? "insight" : seen.digest > 0 ? "digest" : "events";
  const kind = seen.event + seen.skip > 0 ? "events" : passedOver;
  const empty = seen.event === 0 && kind === "events";
  const skips = sentences(mode, reasons);
  return {
    events: seen.event,
    failure: next.value ?? (empty ? whyNothing(log, skips) : null),
    skips,
    kind,
    broken: reasons.get(BROKEN)?.count ?? 0,
  };
};

/**
 * Reads a file value by value and writes its events to `sink`. Slower than DuckDB, but one odd
 * record never costs another. A file that is broken as a whole leaves nothing in the sink.
 */
export const rewriteLog = async (log: LogFile, sink: Sink): Promise<Rewritten> => {
  const byLine = /\.(jsonl|ndjson)(\.gz)?$/i.test(log.path);
  const modes: readonly [Mode, Mode] = byLine ? ["lines", "values"] : ["values", "lines"];
  const attempt = async (mode: Mode): Promise<Attempt> => {
    sink.mark();
    const result = await rewriteAs(log, sink, mode);
    if (result.failure !== null) sink.discard();
    return result;
  };
  const first = await attempt(modes[0]);
  if (first.failure === null && first.broken === 0) return first;
  // Where brackets do not match, the ends of the lines tell one event from the next.
  sink.discard();
  const second = await attempt(modes[1]);
  if (second.failure === null && second.events >= first.events) return second;
  sink.discard();
  return first.failure === null ? attempt(modes[0]) : first;
};
