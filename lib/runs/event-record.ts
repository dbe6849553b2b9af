/** The whole record of one event: to the letter from its log file, or rebuilt from the columns. */
import * as z from "zod";
import type { RecordAnswer, RecordRequest, RecordStart } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { chooseSource } from "@/lib/investigation/choose-source";
import { readWhere } from "@/lib/investigation/open-event";
import { fail, type Result, succeed } from "@/lib/result";
import { literalProblem } from "@/queries/literal";
import { parseTime, placesProblem } from "@/queries/scope";
import { audit } from "./audit";
import { findEvent, type Joined, type Places, type Search, startSearch } from "./find-event";
import { rebuildRecord } from "./rebuild-record";
import { Accounts, Regions, RunId, readWithin, Subscriber, Text } from "./request";

const Request = z.object({
  eventId: Text,
  at: Text,
  where: Text.nullable(),
  accounts: Accounts,
  regions: Regions,
  source: Text.optional(),
});

/** Reads a request for a record from outside. */
function readRecordRequest(value: unknown): Result<RecordRequest> {
  const read = readWithin(Request, value);
  if (!read.ok) return read;
  const { source, ...rest } = read.value;
  return succeed({ ...rest, ...(source === undefined ? {} : { source }) });
}

/** Reads the query string of a record's address: the request, and the run that was started for it. */
export function readRecordQuery(
  eventId: string,
  params: URLSearchParams,
): Result<{ readonly request: RecordRequest; readonly joined: Joined | null }> {
  const source = params.get("source");
  const request = readRecordRequest({
    eventId,
    at: params.get("at") ?? "",
    where: params.get("where"),
    accounts: params.getAll("account"),
    regions: params.getAll("region"),
    ...(source === null ? {} : { source }),
  });
  if (!request.ok) return request;
  const runId = RunId.safeParse(params.get("run"));
  const by = Subscriber.safeParse(params.get("subscriber"));
  const joined = runId.success && by.success ? { runId: runId.data, subscriber: by.data } : null;
  return succeed({ request: request.value, joined });
}

/** The row's own place; then the scope, because files need not lie where their events say. */
function placesOf({ where, accounts, regions }: RecordRequest): readonly Places[] {
  const told = where === null ? null : readWhere(where);
  const own = told ? [{ accounts: [told.account], regions: [told.region] }] : [];
  return [...own, { accounts, regions }];
}

/** Checks a request: where the event is looked for, in the second that it happened. */
function searchOf({ sources }: Backend, request: RecordRequest): Result<Search> {
  const { eventId, at } = request;
  const atMs = parseTime(at);
  if (atMs === null || eventId === "" || literalProblem(eventId) !== null)
    return fail("bad-input", "An event is found by its id and its UTC time.");
  const problem = placesProblem(request);
  if (problem !== null) return fail("bad-input", problem);
  const source = chooseSource(sources, request.source);
  if (!source.ok) return source;
  return succeed({ eventId, atMs, source: source.value, places: placesOf(request) });
}

/**
 * Starts the run that looks for an event, after a person has confirmed what it reads. Its rows are
 * then read by `findRecord`, which joins the run.
 */
export async function startRecord(
  backend: Backend,
  asked: unknown,
  subscriber: string,
): Promise<RecordStart> {
  const request = readRecordRequest(asked);
  const search = request.ok ? searchOf(backend, request.value) : request;
  const started = search.ok ? await startSearch(backend, search.value, subscriber) : search;
  return started.ok
    ? { kind: "started", runId: started.value }
    : { kind: "refused", message: started.failure.message };
}

/**
 * Finds an event by its id in the second that it happened, and so in its day's partitions. Over a
 * limit nothing is read: only `startRecord` starts such a run. The signal says that the one who asks
 * has left.
 */
export async function findRecord(
  backend: Backend,
  request: RecordRequest,
  signal: AbortSignal,
  joined: Joined | null = null,
): Promise<Result<RecordAnswer>> {
  const { eventId, at } = request;
  const { auditLog, askAboveBytes } = backend.config;
  const search = searchOf(backend, request);
  if (!search.ok) return search;
  const written = await audit(auditLog, { did: "open-record", eventId, at });
  if (!written.ok) return written;
  const found = await findEvent(backend, search.value, signal, joined);
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
