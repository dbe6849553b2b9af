/** The audit log: a JSON line for everything that a person asks of the data, written before it is done. */
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import type { Place } from "@/lib/investigation/investigation";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason, whyNotWritable } from "@/lib/writable";
import { formatFilter } from "@/queries/filters";
import { formatTime } from "@/queries/scope";

/** A run that is about to start, under the token that names it. */
export type AuditedRun =
  | {
      readonly did: "run";
      readonly step: string;
      readonly place: Place;
      readonly token: string;
      /** What it is about to read, where that is known. */
      readonly bytes: number | null;
    }
  /** A run that looks for one event, where no fetched events hold it. */
  | {
      readonly did: "find-event";
      readonly eventId: string;
      readonly token: string;
      readonly bytes: number | null;
    };

type Audited =
  | AuditedRun
  /** The id that the engine gave to a run, where it is known by then and not the token. */
  | { readonly did: "started"; readonly token: string; readonly run: string }
  | { readonly did: "not-started"; readonly token: string; readonly reason: string }
  | { readonly did: "open-record"; readonly eventId: string; readonly at: string }
  | { readonly did: "download"; readonly run: string; readonly format: string }
  /** Findings of a rule are not shown for a time, by one actor or by every actor (null). */
  | {
      readonly did: "suppress-finding";
      readonly rule: string;
      readonly actor: string | null;
      readonly reason: string;
      readonly until: string;
    }
  | { readonly did: "end-suppression"; readonly id: string };

function fieldsOf(audited: Audited): Readonly<Record<string, unknown>> {
  if (audited.did !== "run") return audited;
  const { did, step, place, token, bytes } = audited;
  const { inputs, source, scope } = place;
  const { accounts, regions } = scope;
  const [from, to] = [formatTime(scope.fromMs), formatTime(scope.toMs)];
  const filters = place.filters.map(formatFilter);
  return { did, step, inputs, source, accounts, regions, from, to, filters, token, bytes };
}

const LINE_END = 10;

/**
 * Appends a line in one write, so that lines of several processes do not mix. What a full disk has
 * left of an earlier line is ended first.
 */
async function append(file: string, line: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1, LINE_END);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const bytes = Buffer.from(`${last[0] === LINE_END ? "" : "\n"}${line}\n`);
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length)
      throw Object.assign(new Error("The line was cut."), { code: "ENOSPC" });
  } finally {
    await handle.close();
  }
}

const sentence = (file: string, reason: string): string =>
  `The audit log ${file} cannot be written: ${reason}. Nothing runs without it; set TRAILBOOK_AUDIT_LOG to a file that can be written.`;

/** Appends one line. JSON escapes line breaks, so a hostile value cannot forge another. */
export async function audit(file: string, audited: Audited): Promise<Result<void>> {
  const line = JSON.stringify({ time: new Date().toISOString(), ...fieldsOf(audited) });
  try {
    await append(file, line);
    return succeed(undefined);
  } catch (error) {
    return fail("not-writable", sentence(file, fileReason(error)));
  }
}

/** Why the audit log cannot be written, in a sentence; null where it can. Writes nothing. */
export async function auditProblem(file: string): Promise<string | null> {
  const reason = await whyNotWritable(file);
  return reason === null ? null : sentence(file, reason);
}

/**
 * Starts a run once its line is written; without the line it does not start. A second line follows
 * where the first does not say all: the engine's own id of the run, or that it did not start.
 */
export async function auditedStart(
  file: string,
  audited: AuditedRun,
  start: () => Promise<Result<string>>,
): Promise<Result<string>> {
  const written = await audit(file, audited);
  if (!written.ok) return written;
  const { token } = audited;
  const started = await start();
  // The run is announced already, so it does not depend on these lines.
  if (!started.ok)
    await audit(file, { did: "not-started", token, reason: started.failure.message });
  else if (started.value !== token)
    await audit(file, { did: "started", token, run: started.value });
  return started;
}
