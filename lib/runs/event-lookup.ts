/** The query for one event over some places, and its run. */
import type { Estimate, Reads } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import type { Engine } from "@/lib/engine/port";
import type { DataVersion } from "@/lib/engine/source-facts";
import { fail, type Result, succeed } from "@/lib/result";
import { withTimeLimit } from "@/lib/time-limit";
import { type CompiledQuery, compile } from "@/queries/compile";
import { fields } from "@/queries/fields";
import type { FoundSource } from "@/queries/gather-sources";
import { type EventQuery, is } from "@/queries/query";
import type { Scope } from "@/queries/scope";
import { estimateOf } from "./estimate";
import { type Meeting, meetRun, runToken } from "./run-token";

/** Accounts and regions to look in; none is all. */
export type Places = Pick<Scope, "accounts" | "regions">;

/** An event to look for: its id, and the second that it happened in, milliseconds since the epoch. */
type Wanted = {
  readonly eventId: string;
  readonly atMs: number;
  readonly source: FoundSource;
};

/** A query for the event over some places, ready to run. */
export type Lookup = {
  readonly place: Backend;
  readonly eventId: string;
  readonly compiled: CompiledQuery;
  readonly epoch: DataVersion;
  readonly source: FoundSource;
  /** What it would read. Nothing is listed before this is called. */
  readonly reads: () => Promise<Result<Reads>>;
};

export const queryFor = (eventId: string): EventQuery => ({
  where: [is("eventid", eventId)],
  answer: { kind: "events", columns: fields.map(({ name }) => name) },
  limit: 1,
});

export const scopeOf = (atMs: number, places: Places): Scope => ({
  ...places,
  fromMs: atMs,
  toMs: atMs + 1000,
});

/** Compiles the query. */
export async function lookupIn(
  place: Backend,
  places: Places,
  { eventId, atMs, source }: Wanted,
): Promise<Result<Lookup>> {
  const holdings = await place.holdings(source);
  if (!holdings.ok) return holdings;
  const scope = scopeOf(atMs, places);
  const compiled = compile(queryFor(eventId), scope, source.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  const { plan, paths } = compiled;
  let reading: Promise<Result<Reads>> | null = null;
  return succeed({
    place,
    eventId,
    compiled,
    epoch: holdings.value.epochOf(plan.deliveredUntilMs),
    source,
    reads: () => {
      reading ??= holdings.value.readsOf({ plan, paths, scope });
      return reading;
    },
  });
}

/** What it would read, as far as that is known by now. */
export async function estimateOfLookup(lookup: Lookup): Promise<Estimate> {
  const { place, compiled, source, reads } = lookup;
  return estimateOf(compiled.plan, source, await withTimeLimit(0, reads()), place.cutoffBytes);
}

export const runStateOf = async (engine: Engine, runId: string): Promise<RunState> =>
  (await engine.states([runId])).get(runId) ?? { state: "unknown" };

/** Joins the query's run, or starts it unless there is a reason against it. */
export async function joinOrStart<Reason>(
  lookup: Lookup,
  reason: () => Promise<Reason | null>,
): Promise<Meeting<Reason>> {
  const { place, eventId, compiled: statement, epoch } = lookup;
  const { engine, config } = place;
  let retryOf: string | null = null;
  for (;;) {
    const token: string = runToken(statement.sql, epoch.name, retryOf);
    // A run that exists reads nothing again, and so has nothing to wait for.
    const isThere: boolean = (await runStateOf(engine, token)).state !== "unknown";
    const query = { statement, token, reuseMinutes: epoch.reuseMinutes, owner: "" };
    const announced = {
      auditLog: config.auditLog,
      audited: async () => {
        const bytes = (await estimateOfLookup(lookup)).reads?.bytes ?? null;
        return { did: "find-event", eventId, token, bytes } as const;
      },
    };
    const met: Meeting<Reason> = await meetRun(
      engine,
      query,
      announced,
      isThere ? null : await reason(),
    );
    if ("doubt" in met || !met.ok || met.value.isNew) return met;
    const { state } = await runStateOf(engine, met.value.runId);
    // A run that failed or was cancelled before is no answer to a new request.
    if (state !== "failed" && state !== "cancelled") return met;
    retryOf = met.value.runId;
  }
}
