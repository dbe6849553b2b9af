/** The whole record of one event: exactly as in its log file, or rebuilt from the columns. */
import * as z from "zod";
import type { RecordAnswer, RecordRequest } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { chooseSource } from "@/lib/investigation/choose-source";
import type { OpenEvent } from "@/lib/investigation/open-event";
import { fail, type Result, succeed } from "@/lib/result";
import { literalProblem } from "@/queries/literal";
import { parseTime } from "@/queries/scope";
import { audit } from "./audit";
import { findEvent, type Places, type Search, startConfirmedSearch } from "./find-event";
import { rebuildRecord } from "./rebuild-record";
import { Link, readLink, readWithin } from "./request";

const Request: z.ZodType<RecordRequest> = z.object({ link: Link });
const Confirmation = z.object({ place: z.int().min(0) });

/** A record to open, and where it is looked for where its own place does not have it. */
export type RecordQuery = Places & {
  readonly event: OpenEvent;
  /** The source to query; the configured one where it is absent. */
  readonly source?: string;
};

const NO_EVENT = "An event is found by its id and its UTC time.";

/** Reads a request for a record from outside. */
export function readRecordRequest(value: unknown): Result<RecordQuery> {
  const read = readWithin(Request, value);
  if (!read.ok) return read;
  const at = readLink(read.value.link);
  if (!at.ok) return at;
  const { event, scope, source } = at.value;
  if (event === null) return fail("bad-input", NO_EVENT);
  const { accounts, regions } = scope;
  const own = source === undefined ? {} : { source };
  return succeed({ event, accounts, regions, ...own });
}

/** The row's own account and region; then the scope, because files may be stored under others. */
function placesOf({ event: { where }, accounts, regions }: RecordQuery): readonly Places[] {
  const own = where ? [{ accounts: [where.account], regions: [where.region] }] : [];
  return [...own, { accounts, regions }];
}

/** The search for a record's event. */
function searchOf(
  backend: Backend,
  asked: RecordQuery,
  signal: AbortSignal,
): Result<Search & { readonly at: string }> {
  const { id: eventId, at } = asked.event;
  const atMs = parseTime(at);
  if (atMs === null || eventId === "" || literalProblem(eventId) !== null)
    return fail("bad-input", NO_EVENT);
  const source = chooseSource(backend.sources, asked.source);
  if (!source.ok) return source;
  return succeed({ eventId, at, atMs, source: source.value, places: placesOf(asked), signal });
}

/**
 * Starts the run for a record that a person has confirmed, from a request from outside. The record
 * is then found as any other. Returns the run's id.
 */
export async function startConfirmedRecord(
  backend: Backend,
  value: unknown,
): Promise<Result<string>> {
  const confirmed = readWithin(Confirmation, value);
  if (!confirmed.ok) return confirmed;
  const asked = readRecordRequest(value);
  if (!asked.ok) return asked;
  const search = searchOf(backend, asked.value, new AbortController().signal);
  if (!search.ok) return search;
  return startConfirmedSearch(backend, search.value, confirmed.value.place);
}

/**
 * Finds an event by its id in the second that it happened, and so in its day's partitions. Over a
 * limit nothing is read before a run was confirmed. The signal says that the one who asks has left.
 */
export async function findRecord(
  backend: Backend,
  asked: RecordQuery,
  signal: AbortSignal,
): Promise<Result<RecordAnswer>> {
  const { auditLog, askAboveBytes } = backend.config;
  const search = searchOf(backend, asked, signal);
  if (!search.ok) return search;
  const { eventId, at } = search.value;
  const written = await audit(auditLog, { did: "open-record", eventId, at });
  if (!written.ok) return written;
  const found = await findEvent(backend, search.value);
  if (!found.ok) return found;
  if (found.value.kind === "asks-first")
    return succeed({ ...found.value, limitBytes: askAboveBytes });
  const { values, foundBy } = found.value;
  const sourceFile = values.get("logfile");
  const file = typeof sourceFile === "string" ? sourceFile : null;
  const letter =
    file === null
      ? fail("not-found", "Its row names no log file.")
      : await backend.recordFrom(file, eventId, signal);
  const read = letter.ok
    ? { text: letter.value, rebuiltBecause: null }
    : { text: rebuildRecord(values), rebuiltBecause: letter.failure.message };
  const fileWarning = file === null ? null : await backend.logWarning(file);
  return succeed({ kind: "record", record: { ...read, sourceFile: file, fileWarning, foundBy } });
}
