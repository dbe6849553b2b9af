/** The whole record of one event: to the letter from its log file, or rebuilt from the columns. */
import * as z from "zod";
import type { RecordAnswer } from "@/lib/answers";
import { audit } from "@/lib/audit";
import { chooseSource } from "@/lib/choose-source";
import type { Workplace } from "@/lib/engine";
import { findEvent, type Places } from "@/lib/find-event";
import { readWhere } from "@/lib/open-event";
import { rebuildRecord } from "@/lib/rebuild-record";
import { fail, type Result, succeed } from "@/lib/result";
import { literalProblem } from "@/queries/literal";
import { parseTime } from "@/queries/scope";

/** Which record is asked for, as a query string tells it. */
export type RecordRequest = {
  readonly eventId: string;
  /** The event's UTC time as text, so that it is looked for in its day alone. */
  readonly at: string;
  /** Account and region that its row tells, `111122223333/us-east-1`: looked in first. */
  readonly where: string | null;
  /** The investigation's scope, which it was found in. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The source to ask; the one configured where it is absent. */
  readonly source?: string;
  /** A person has seen the cost and said yes. */
  readonly isConfirmed: boolean;
};

const Names = z.array(z.string().max(100)).max(10_000);

/** Reads the query string of a record's address. */
export function readRecordRequest(eventId: string, params: URLSearchParams): Result<RecordRequest> {
  const source = params.get("source");
  const accounts = Names.safeParse(params.getAll("account"));
  const regions = Names.safeParse(params.getAll("region"));
  if (!accounts.success || !regions.success)
    return fail("bad-input", "The accounts and regions of the record's scope cannot be read.");
  return succeed({
    eventId,
    at: params.get("at") ?? "",
    where: params.get("where"),
    accounts: accounts.data,
    regions: regions.data,
    ...(source === null ? {} : { source }),
    isConfirmed: params.get("confirmed") === "1",
  });
}

/** The row's own place; then the scope, because files need not lie where their events say. */
function placesOf({ where, accounts, regions }: RecordRequest): readonly Places[] {
  const told = where === null ? null : readWhere(where);
  const own = told ? [{ accounts: [told.account], regions: [told.region] }] : [];
  return [...own, { accounts, regions }];
}

/**
 * Finds an event by its id in the second that it happened, and so in its day's partitions. Over a
 * limit nothing is read before a person says yes. A signal says that nobody waits for it any more.
 */
export async function findRecord(
  place: Workplace,
  request: RecordRequest,
  signal: AbortSignal,
): Promise<Result<RecordAnswer>> {
  const { eventId, at, isConfirmed } = request;
  const atMs = parseTime(at);
  if (atMs === null || eventId === "" || literalProblem(eventId) !== null)
    return fail("bad-input", "An event is found by its id and its UTC time.");
  const source = chooseSource(place.sources, request.source);
  if (!source.ok) return source;
  await audit(place.config.dataDir, { did: "open-record", eventId, at });
  const places = placesOf(request);
  const search = { eventId, atMs, source: source.value, places, isConfirmed, signal };
  const found = await findEvent(place, search);
  if (!found.ok) return found;
  if (found.value.kind === "asks-first")
    return succeed({ ...found.value, limitBytes: place.config.askAboveBytes });
  const { values, foundBy } = found.value;
  const sourceFile = values.get("logfile");
  const file = typeof sourceFile === "string" ? sourceFile : null;
  const letter =
    file === null
      ? fail("not-found", "Its row names no log file.")
      : await place.recordFrom(file, eventId, signal);
  const read = letter.ok
    ? { text: letter.value, rebuiltBecause: null }
    : { text: rebuildRecord(values), rebuiltBecause: letter.failure.message };
  const fileWarning = file === null ? null : await place.logWarning(file);
  return succeed({ kind: "record", record: { ...read, sourceFile: file, fileWarning, foundBy } });
}
