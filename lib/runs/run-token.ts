/** Which run a question meets: the same question of the same data is one run, whoever asks. */
import { createHash } from "node:crypto";
import type { Engine } from "@/lib/engine/port";
import { type Result, succeed } from "@/lib/result";
import type { Statement } from "@/queries/statement";
import { type AuditedRun, auditedStart } from "./audit";

/**
 * Names an execution. Whoever asks the same SQL of the same data gets the same run; `retryOf` names
 * the failed or cancelled one that a person wants to try again.
 */
export function runToken(sql: string, epoch: string, retryOf: string | null): string {
  return createHash("sha256")
    .update(JSON.stringify([sql, epoch, retryOf]))
    .digest("hex")
    .slice(0, 40);
}

/** A run, or why there is none. */
export type Met = Result<{ readonly runId: string; readonly isNew: boolean }>;

/** The last turn under each token; whoever asks meanwhile waits for it, and so meets its run. */
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

/** The same, or why the run does not begin by itself. */
export type Meeting<Doubt> = Met | { readonly doubt: Doubt };

export type Query = {
  readonly statement: Statement;
  readonly token: string;
  readonly reuseMinutes: number;
  /** The browser tab that asks; empty on the command line. */
  readonly owner: string;
};

/** Where a new run is written down before it starts, and as what. */
export type Announced = {
  readonly auditLog: string;
  readonly audited: () => Promise<AuditedRun>;
};

/**
 * Joins the token's run, or else starts it, unless there is a doubt that keeps it from starting. The
 * only place that starts runs: each is in the audit log before. The id is the engine's to give.
 */
export async function meetRun(
  engine: Engine,
  query: Query,
  announced: Announced,
  doubt: null,
): Promise<Met>;
export async function meetRun<Doubt>(
  engine: Engine,
  query: Query,
  announced: Announced,
  doubt: Doubt | null,
): Promise<Meeting<Doubt>>;
export async function meetRun<Doubt>(
  engine: Engine,
  query: Query,
  { auditLog, audited }: Announced,
  doubt: Doubt | null,
) {
  const { statement, token, reuseMinutes, owner } = query;
  const start = () => engine.start(statement, token, reuseMinutes, owner);
  return inTurn(token, async () => {
    const held = (await engine.states([token])).get(token);
    const isNew = (held?.state ?? "unknown") === "unknown";
    if (isNew && doubt !== null) return { doubt };
    const started = isNew ? await auditedStart(auditLog, await audited(), start) : await start();
    return started.ok ? succeed({ runId: started.value, isNew }) : started;
  });
}
