/** The hits of rules from outside in a scope: a run like a step's, or several of more rules than fit into a statement. */

import type { Estimate, StepAnswer, StepCost } from "@/lib/api/answers";
import type { HitsAnswer, HitsCost } from "@/lib/api/rules";
import { isLive } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { stateOf } from "@/lib/engine/run-states";
import { chooseSource } from "@/lib/investigation/choose-source";
import { fail, type Result, succeed } from "@/lib/result";
import { formatCounted } from "@/lib/text/format";
import { endedWithoutRows } from "@/lib/text/read-files";
import { formatTime, type Scope, scopeProblem } from "@/queries/scope";
import { compileHits, type HitsKind, partsThatFit } from "@/queries/sigma/compile-hits";
import type { SigmaRule } from "@/queries/sigma/sigma-rule";
import { estimateWithin, placesOutside, prepareQuery, queryText } from "./prepare-query";
import { runToken, startOrRepeat } from "./start-run";
import { subscribe } from "./subscribers";

/** Which hits of which rules. */
export type HitsRequest = {
  readonly kind: HitsKind;
  readonly rules: readonly SigmaRule[];
  readonly scope: Scope;
  /** The table, where there are several. */
  readonly source: string | undefined;
  readonly confirmed: boolean;
  /** The browser tab that asks; empty on the command line. */
  readonly owner: string;
};

/** The playbook that the runs of rules are filed under, on the command line and in the audit log. */
export const SIGMA = "sigma";

const explanationOf = ({ kind, rules, scope }: HitsRequest): string =>
  `${kind === "hits" ? "Counts" : "Lists"} the events from ${formatTime(scope.fromMs)} to ${formatTime(scope.toMs)} that ${formatCounted(rules.length, "Sigma rule")} match${rules.length === 1 ? "es" : ""}.`;

type Refused = Extract<StepAnswer, { kind: "refused" }>;

/** Checks a request and compiles its statement. */
function prepareHits(backend: Backend, request: HitsRequest) {
  const { kind, rules, scope, source: name } = request;
  const refused = (message: string): Refused => ({ kind: "refused", message });
  const problem = scopeProblem(scope, backend.config.maxWindowDays);
  if (problem) return refused(problem);
  const source = chooseSource(backend.sources, name);
  if (!source.ok) return refused(source.failure.message);
  const compiled = compileHits(kind, rules, scope, source.value.source);
  if ("refused" in compiled) return refused(compiled.refused);
  const { notInTable, problem: outside } = placesOutside(source.value, scope);
  if (outside !== null) return refused(outside);
  return { query: { where: [] }, scope, source: source.value, compiled, notInTable };
}

/** A request in parts, each of as many rules as fit into a statement. */
export function partsOf(backend: Backend, request: HitsRequest): Result<readonly HitsRequest[]> {
  const { kind, rules, scope, source: name } = request;
  const problem = scopeProblem(scope, backend.config.maxWindowDays);
  if (problem) return fail("bad-input", problem);
  const source = chooseSource(backend.sources, name);
  if (!source.ok) return source;
  const parts = partsThatFit(kind, rules, scope, source.value.source);
  if ("refused" in parts) return fail("bad-input", parts.refused);
  return succeed(parts.map((some) => ({ ...request, rules: some })));
}

/** Starts, or joins, the run for the hits of rules that fit into a statement. */
export async function startHits(backend: Backend, request: HitsRequest): Promise<StepAnswer> {
  const prepared = prepareHits(backend, request);
  if ("kind" in prepared) return prepared;
  const step = await prepareQuery(backend, prepared);
  if (!step.ok) return { kind: "refused", message: step.failure.message, canRetry: true };
  const { compiled, scope, notInTable, source } = prepared;
  const query = queryText(compiled, explanationOf(request));
  const { confirmed, owner, kind } = request;
  const place = {
    playbookId: SIGMA,
    stepId: kind,
    scope,
    inputs: {},
    filters: [],
    ...(request.source === undefined ? {} : { source: source.source.table }),
  };
  const start = await startOrRepeat(step.value, compiled, {
    audited: (run) => ({ did: "run", step: `${SIGMA}/${kind}`, place, ...run }),
    confirmed,
    owner,
  });
  if ("blocker" in start) {
    const estimate = await estimateWithin(step.value, 0, notInTable);
    return start.blocker === "not-yet"
      ? { kind: "estimating", query, estimate }
      : { kind: "asks-first", query, estimate, limitBytes: backend.config.askAboveBytes };
  }
  if (!start.ok) return { kind: "refused", message: start.failure.message, canRetry: true };
  const { runId, isNew } = start.value;
  if (owner !== "") await subscribe(backend.engine, [runId], owner, Date.now());
  const state = await stateOf(backend.engine, runId);
  const waitMs = endedWithoutRows(state) ? backend.config.sizesWaitMs : 0;
  const estimate = await estimateWithin(step.value, waitMs, notInTable);
  return { kind: "started", runId, isNew, query, estimate, state, notice: null };
}

/** A person looks at the page: what is not known by then is reported as not known. */
const PATIENCE_MS = 10_000;

/** Estimates what one statement would scan: nothing where a run of it is there. */
async function estimateHits(backend: Backend, request: HitsRequest): Promise<Result<StepCost>> {
  const prepared = prepareHits(backend, request);
  if ("kind" in prepared) return fail("bad-input", prepared.message);
  const step = await prepareQuery(backend, prepared);
  if (!step.ok) return step;
  const token = runToken(prepared.compiled.sql, step.value.dataVersion.name, null);
  const state = await stateOf(backend.engine, token);
  if (isLive(state) || state.state === "done") return succeed({ kind: "cached" });
  const estimate = await estimateWithin(step.value, PATIENCE_MS, prepared.notInTable);
  return succeed({ kind: "scan", estimate });
}

/**
 * Estimates what the statements would scan together. Each scans the same files.
 * @param parts as `partsOf` makes them
 */
export async function estimateParts(
  backend: Backend,
  parts: readonly HitsRequest[],
): Promise<Result<HitsCost>> {
  const queries = parts.length;
  const estimates: Estimate[] = [];
  for (const part of parts) {
    const cost = await estimateHits(backend, part);
    if (!cost.ok) return cost;
    if (cost.value.kind === "scan") estimates.push(cost.value.estimate);
  }
  const [first] = estimates;
  if (!first) return succeed({ kind: "cached", queries });
  const { reads, cutoffBytes } = first;
  if (reads === null) return succeed({ kind: "scan", estimate: first, queries });
  const estimate = {
    ...first,
    reads: { ...reads, bytes: reads.bytes * estimates.length },
    // The limit is on each query.
    cutoffBytes: cutoffBytes !== null && reads.bytes > cutoffBytes ? cutoffBytes : null,
  };
  return succeed({ kind: "scan", estimate: estimates.length === 1 ? first : estimate, queries });
}

/** What keeps several queries from starting without a confirmation; null where nothing does. */
async function totalOverLimit(backend: Backend, parts: readonly HitsRequest[]) {
  const [first] = parts;
  if (!first || first.confirmed || parts.length === 1) return null;
  const cost = await estimateParts(backend, parts);
  const limitBytes = backend.config.askAboveBytes;
  if (!cost.ok || cost.value.kind === "cached") return null;
  const { estimate } = cost.value;
  // Where the size is not known, each query waits for it by itself.
  if (estimate.reads === null || estimate.reads.bytes <= limitBytes) return null;
  const prepared = prepareHits(backend, first);
  if ("kind" in prepared) return prepared;
  const query = queryText(prepared.compiled, explanationOf(first));
  return { kind: "asks-first" as const, query, estimate, limitBytes };
}

/**
 * Starts, or joins, the runs for the hits of rules, as many as they need. Together they have one
 * estimate and one confirmation.
 */
export async function startAllHits(backend: Backend, request: HitsRequest): Promise<HitsAnswer> {
  const parts = partsOf(backend, request);
  if (!parts.ok)
    return { kind: "refused", message: parts.failure.message, queries: 0, moreRuns: [] };
  const queries = parts.value.length;
  const blocked = await totalOverLimit(backend, parts.value);
  if (blocked !== null) return { ...blocked, queries, moreRuns: [] };
  const runs: Extract<StepAnswer, { kind: "started" }>[] = [];
  for (const part of parts.value) {
    const answer = await startHits(backend, part);
    if (answer.kind !== "started") return { ...answer, queries, moreRuns: [] };
    runs.push(answer);
  }
  const [first, ...others] = runs;
  if (!first) throw new Error("There is no rule to look for.");
  return { ...first, queries, moreRuns: others.map(({ runId }) => runId) };
}
