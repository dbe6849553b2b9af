/** From a prepared query to its run: one run of a statement over a data version, shared by all requests for it. */

import { createHash } from "node:crypto";
import { stateOf } from "@/lib/engine/run-states";
import { fail, type Result, succeed } from "@/lib/result";
import { withTimeLimit } from "@/lib/time-limit";
import type { Statement } from "@/queries/statement";
import { type AuditedRun, auditedStart } from "./audit";
import { type StartBlocker, startBlocker } from "./estimate";
import { noteDataVersion } from "./freshness";
import { estimateWithin, type PreparedQuery } from "./prepare-query";

/** A run that was started or joined, or why there is none. */
export type Started = Result<{ readonly runId: string; readonly isNew: boolean }>;

/** The same, or what keeps the run from starting without a confirmation. */
export type Start = Started | { readonly blocker: StartBlocker };

/** How a run is started. */
export type How = {
  /** What the audit log says of it, beside its token and size. */
  readonly audited: (run: Pick<AuditedRun, "token" | "bytes">) => AuditedRun;
  readonly confirmed: boolean;
  /** The browser tab that asks; empty on the command line. */
  readonly owner: string;
  /** The failed or cancelled run that it takes the place of. */
  readonly retryOf: string | null;
  /** Aborted where the one who asks has left. */
  readonly signal?: AbortSignal;
};

const LEFT = "The request was closed before its run started.";

/** The name of a run: the same statement over the same data version is the same run. */
export function runToken(sql: string, dataVersion: string, retryOf: string | null): string {
  return createHash("sha256")
    .update(JSON.stringify([sql, dataVersion, retryOf]))
    .digest("hex")
    .slice(0, 40);
}

/** The last turn under each token; the next one waits for it. */
const turns = new Map<string, Promise<unknown>>();

/** Does one thing at a time under a token: whether its run exists, and its start, belong together. */
async function inTurn<T>(token: string, act: () => Promise<T>): Promise<T> {
  const turn = (turns.get(token) ?? Promise.resolve()).then(act, act);
  turns.set(token, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(token) === turn) turns.delete(token);
  }
}

/** Waits for the sizes no longer than the settings say. */
async function blockerOf({ backend, reads }: PreparedQuery): Promise<StartBlocker | null> {
  const { config, cutoffBytes } = backend;
  const sizes = await withTimeLimit(config.sizesWaitMs, reads());
  return startBlocker(sizes, { askAboveBytes: config.askAboveBytes, cutoffBytes });
}

/**
 * Joins the run of a statement, or starts it unless it needs a confirmation. The only place that
 * starts runs over a source: each is in the audit log before. The id is the engine's to give.
 */
export async function startRun(
  prepared: PreparedQuery,
  statement: Statement,
  { audited, confirmed, owner, retryOf, signal }: How,
): Promise<Start> {
  const { backend, dataVersion } = prepared;
  const { engine, config } = backend;
  const token = runToken(statement.sql, dataVersion.name, retryOf);
  const isUnknown = async () => (await stateOf(engine, token)).state === "unknown";
  // A run that exists reads nothing again, and so needs no estimate.
  const blocker = !confirmed && (await isUnknown()) ? await blockerOf(prepared) : null;
  // The estimate can take seconds, and a run without a subscriber is billed too.
  if (signal?.aborted) return fail("cancelled", LEFT);
  const start = () => engine.start(statement, token, dataVersion.reuseMinutes, owner);
  return inTurn(token, async () => {
    const isNew = await isUnknown();
    if (isNew && blocker !== null) return { blocker };
    const bytes = isNew ? ((await estimateWithin(prepared, 0)).reads?.bytes ?? null) : null;
    const started = isNew
      ? await auditedStart(config.auditLog, audited({ token, bytes }), start)
      : await start();
    if (!started.ok) return started;
    noteDataVersion(engine, started.value, dataVersion.name);
    return succeed({ runId: started.value, isNew });
  });
}

/** As often as others may have stopped the same run in the meantime. */
const MOST_RETRIES = 10;

/**
 * Tries until the outcome is not a run that ended for others, mostly because their tab was closed:
 * it is run again. `endedRun` names the run of such an outcome.
 */
export async function withRetries<T>(
  attempt: (retryOf: string | null) => Promise<T>,
  endedRun: (outcome: T) => Promise<string | null>,
): Promise<T> {
  let outcome = await attempt(null);
  for (let retries = 0; retries < MOST_RETRIES; retries += 1) {
    const retryOf = await endedRun(outcome);
    if (retryOf === null) break;
    outcome = await attempt(retryOf);
  }
  return outcome;
}

/** Starts or joins a run for a new request, to which a run that failed or was stopped before does not answer. */
export function startOrRepeat(
  prepared: PreparedQuery,
  statement: Statement,
  how: Omit<How, "retryOf">,
): Promise<Start> {
  return withRetries(
    (retryOf) => startRun(prepared, statement, { ...how, retryOf }),
    async (start) => {
      if ("blocker" in start || !start.ok || start.value.isNew) return null;
      const { runId } = start.value;
      const { state } = await stateOf(prepared.backend.engine, runId);
      return state === "failed" || state === "cancelled" ? runId : null;
    },
  );
}

/** Starts a run whose scan is confirmed or costs nothing. */
export async function startConfirmed(
  prepared: PreparedQuery,
  statement: Statement,
  how: How,
): Promise<Started> {
  const start = await startRun(prepared, statement, { ...how, confirmed: true });
  if ("blocker" in start) throw new Error("A confirmed run was not started.");
  return start;
}
