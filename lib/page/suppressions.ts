/** The suppressed findings of this server: one JSON file in the data folder, shared by all who use it. */
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import {
  MAX_REASON,
  type Suppression,
  type SuppressionRequest,
  type Suppressions,
} from "@/lib/api/suppressions";
import type { Config } from "@/lib/config";
import { writeAtomically } from "@/lib/lake/store/write-atomically";
import { fail, type Result, succeed } from "@/lib/result";
import { audit } from "@/lib/runs/audit";
import { fileReason, isMissing } from "@/lib/writable";
import { DAY_MS } from "@/queries/scope";

const FILE = "suppressions.json";
const MAX_DAYS = 366;
/** More than a watchlist ever needs; the file is read for each page. */
const MAX_SUPPRESSIONS = 5_000;

const Rule = z.string().min(1).max(200);
const Actor = z.string().min(1).max(4_000).nullable();
const Reason = z.string().trim().min(1, "Enter a reason.").max(MAX_REASON);
const Day = z.iso.date("Enter an end date.");

/** Strict: what another version has added would be lost by a write. */
const File = z.strictObject({
  version: z.literal(1),
  suppressions: z.array(
    z.strictObject({
      id: z.string().min(1),
      rule: Rule,
      actor: Actor,
      reason: Reason,
      until: Day,
      madeAt: z.iso.datetime(),
    }),
  ),
});

const Request: z.ZodType<SuppressionRequest> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("suppress"),
    rule: Rule,
    actor: Actor,
    reason: Reason,
    until: Day,
  }),
  z.object({ kind: z.literal("end"), id: z.string().min(1).max(100) }),
]);

/** Where the suppressions are and what time it is. */
export type Place = {
  readonly config: Pick<Config, "dataDir" | "auditLog">;
  readonly nowMs: number;
};

const fileOf = ({ config }: Place): string => path.join(config.dataDir, FILE);

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Reads the file; one that cannot be read is left as it is. */
async function readFileOf(place: Place): Promise<Result<readonly Suppression[]>> {
  const file = fileOf(place);
  const broken = (reason: string) =>
    fail(
      "not-writable",
      `The suppressed findings in ${file} cannot be read: ${reason}. Nothing is suppressed until the file is repaired or moved away.`,
    );
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    return isMissing(error) ? succeed([]) : broken(fileReason(error));
  }
  try {
    const parsed = File.safeParse(JSON.parse(text));
    if (parsed.success) return succeed(parsed.data.suppressions);
    const [issue] = parsed.error.issues;
    return broken(`${issue?.path.join(".") || "the file"}: ${issue?.message}`);
  } catch {
    return broken("it is not JSON");
  }
}

function writeFileOf(place: Place, all: readonly Suppression[]): Result<void> {
  const file = fileOf(place);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeAtomically(file, `${JSON.stringify({ version: 1, suppressions: all }, null, 2)}\n`);
    return succeed(undefined);
  } catch (error) {
    return fail(
      "not-writable",
      `The suppressed findings cannot be written to ${file}: ${fileReason(error)}.`,
    );
  }
}

function activeOf(all: readonly Suppression[], nowMs: number): Suppressions {
  const today = dayOf(nowMs);
  const active = all.filter(({ until }) => until >= today).toReversed();
  return { active, today, latestEnd: dayOf(nowMs + MAX_DAYS * DAY_MS) };
}

/** The suppressions that hold now. */
export async function readSuppressions(place: Place): Promise<Result<Suppressions>> {
  const read = await readFileOf(place);
  return read.ok ? succeed(activeOf(read.value, place.nowMs)) : read;
}

/** Why a new suppression is refused, a sentence; null where it is not. */
function problemOf(until: string, count: number, nowMs: number): string | null {
  const { today, latestEnd } = activeOf([], nowMs);
  if (until < today) return `The end date is before today, ${today} UTC.`;
  if (until > latestEnd) return `The end date is after ${latestEnd}; a year is the longest.`;
  return count < MAX_SUPPRESSIONS
    ? null
    : `There are ${MAX_SUPPRESSIONS} suppressions, the most that are kept. End some of them.`;
}

/** All suppressions after a request. */
function changed(
  all: readonly Suppression[],
  request: SuppressionRequest,
  nowMs: number,
): Result<readonly Suppression[]> {
  if (request.kind === "end") {
    const rest = all.filter(({ id }) => id !== request.id);
    return rest.length < all.length
      ? succeed(rest)
      : fail("not-found", "This suppression has ended already.");
  }
  // Those that have ended make room.
  const today = dayOf(nowMs);
  const held = all.filter(({ until }) => until >= today);
  const problem = problemOf(request.until, held.length, nowMs);
  if (problem !== null) return fail("bad-input", problem);
  const { rule, actor, reason, until } = request;
  const added = { id: randomUUID(), rule, actor, reason, until };
  return succeed([...held, { ...added, madeAt: new Date(nowMs).toISOString() }]);
}

/** What the audit log says of a change. */
function lineOf(request: SuppressionRequest) {
  if (request.kind === "end") return { did: "end-suppression", id: request.id } as const;
  const { rule, actor, reason, until } = request;
  return { did: "suppress-finding", rule, actor, reason, until } as const;
}

async function change(place: Place, request: SuppressionRequest): Promise<Result<Suppressions>> {
  const read = await readFileOf(place);
  if (!read.ok) return read;
  const next = changed(read.value, request, place.nowMs);
  if (!next.ok) return next;
  const audited = await audit(place.config.auditLog, lineOf(request));
  if (!audited.ok) return audited;
  const written = writeFileOf(place, next.value);
  return written.ok ? succeed(activeOf(next.value, place.nowMs)) : written;
}

/** Next bundles routes apart, so the queue lives on the process: two changes at once would lose one. */
const shared = globalThis as { trailbookSuppressions?: Promise<unknown> };

/** Suppresses findings, or ends that; answers with the suppressions that hold then. */
export function changeSuppressions(place: Place, value: unknown): Promise<Result<Suppressions>> {
  const request = Request.safeParse(value);
  if (!request.success) {
    const [issue] = request.error.issues;
    return Promise.resolve(fail("bad-input", issue?.message ?? "The request could not be read."));
  }
  const before = shared.trailbookSuppressions ?? Promise.resolve();
  const result = before.then(() => change(place, request.data));
  shared.trailbookSuppressions = result.catch(() => undefined);
  return result;
}
