/** From a request to a compiled query: every argument is checked here again, whoever sent it. */
import * as z from "zod";
import type { StepRequest } from "@/lib/api/answers";
import { chooseSource, type Sources } from "@/lib/investigation/choose-source";
import { fail, type Result, succeed } from "@/lib/result";
import { activityQuery } from "@/queries/activity";
import { type CompiledQuery, compile } from "@/queries/compile";
import { explain } from "@/queries/explain";
import { isFieldName } from "@/queries/fields";
import { applyFilters, type Filter, parseFilter } from "@/queries/filters";
import type { FoundSource } from "@/queries/gather-sources";
import { findStep, type StepRef } from "@/queries/index";
import {
  bind,
  type InputValues,
  inputProblems,
  type Playbook,
  type Step,
} from "@/queries/playbook";
import type { EventQuery } from "@/queries/query";
import { parseTime, type Scope, scopeProblem } from "@/queries/scope";
import { Accounts, Columns, Filters, Inputs, Regions, readWithin, Text } from "./request-limits";

const Request = z.object({
  playbookId: Text,
  stepId: Text,
  inputs: Inputs,
  accounts: Accounts,
  regions: Regions,
  from: Text,
  to: Text,
  filters: Filters,
  columns: Columns.optional(),
  activity: z.boolean().optional(),
  source: Text.optional(),
  knownRunId: Text.optional(),
  confirmed: z.boolean().optional(),
  retryOf: Text.optional(),
  afresh: z.boolean().optional(),
  onlyFromSlice: z.boolean().optional(),
  withRows: z.boolean().optional(),
});

export type Prepared = {
  readonly playbook: Playbook;
  readonly step: Step;
  readonly inputs: InputValues;
  readonly filters: readonly Filter[];
  readonly query: EventQuery;
  readonly address: string;
  readonly scope: Scope;
  readonly source: FoundSource;
  readonly compiled: CompiledQuery;
  readonly explanation: string;
};

/** What came of a request; inputs that are missing or malformed are told field by field. */
export type Preparation = Prepared | { readonly inputProblems: Readonly<Record<string, string>> };

/** Reads a request from outside; fails where it has another shape, or is over a limit. */
export function readRequest(value: unknown): Result<StepRequest> {
  const read = readWithin(Request, value);
  if (!read.ok) return read;
  const {
    activity,
    columns,
    source,
    knownRunId,
    confirmed,
    retryOf,
    afresh,
    onlyFromSlice,
    withRows,
    ...rest
  } = read.value;
  return succeed({
    ...rest,
    ...(activity === undefined ? {} : { activity }),
    ...(columns === undefined ? {} : { columns }),
    ...(source === undefined ? {} : { source }),
    ...(knownRunId === undefined ? {} : { knownRunId }),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(retryOf === undefined ? {} : { retryOf }),
    ...(afresh === undefined ? {} : { afresh }),
    ...(onlyFromSlice === undefined ? {} : { onlyFromSlice }),
    ...(withRows === undefined ? {} : { withRows }),
  });
}

/** Reads a request that was sent as text. */
export function parseRequest(text: string): Result<StepRequest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  return readRequest(value);
}

function readScope(request: StepRequest, maxWindowDays: number): Result<Scope> {
  const [fromMs, toMs] = [parseTime(request.from), parseTime(request.to)];
  for (const [text, ms] of [
    [request.from, fromMs],
    [request.to, toMs],
  ] as const) {
    if (ms === null)
      return fail("bad-input", `“${text}” is not a UTC time such as 2026-01-31T00:00:00Z.`);
  }
  const scope: Scope = {
    accounts: request.accounts,
    regions: request.regions,
    fromMs: fromMs ?? 0,
    toMs: toMs ?? 0,
  };
  const problem = scopeProblem(scope, maxWindowDays);
  return problem ? fail("bad-input", problem) : succeed(scope);
}

/** The query of a request: its step's, with other columns where it names them, or the step's activity. */
function queryOf(
  { playbook, step }: StepRef,
  { inputs, columns, activity }: StepRequest,
  filters: readonly Filter[],
): Result<EventQuery> {
  if (activity) return succeed(activityQuery(playbook, step, inputs, filters));
  const query = applyFilters(bind(step, inputs), filters);
  if (columns === undefined) return succeed(query);
  // Counts have only their own columns.
  const known = columns.filter(isFieldName);
  if (query.answer.kind !== "events" || known.length < columns.length)
    return fail("bad-input", "The columns are not fields of a listing of events.");
  return succeed({ ...query, answer: { kind: "events", columns: known } });
}

/** Checks a request, chooses its source and compiles its query for it. */
export function prepare(
  request: StepRequest,
  sources: Sources,
  maxWindowDays: number,
): Result<Preparation> {
  const address = `${request.playbookId}/${request.stepId}`;
  const found = findStep(address);
  if (!found) return fail("not-found", `There is no step “${address}”.`);
  const { step } = found;
  const scope = readScope(request, maxWindowDays);
  if (!scope.ok) return scope;
  const source = chooseSource(sources, request.source);
  if (!source.ok) return source;
  const known = new Set(
    found.playbook.steps.flatMap((each) => each.inputs.map(({ name }) => name)),
  );
  const stranger = Object.keys(request.inputs).find((name) => !known.has(name));
  if (stranger !== undefined)
    return fail("bad-input", `The step ${address} has no input “${stranger}”.`);
  const problems = inputProblems(step, request.inputs);
  if (Object.keys(problems).length > 0) return succeed({ inputProblems: problems });
  const filters = request.filters.map(parseFilter);
  const broken = request.filters[filters.indexOf(null)];
  if (broken !== undefined) return fail("bad-input", `The filter “${broken}” cannot be read.`);
  const sound = filters.flatMap((filter) => (filter ? [filter] : []));
  const asked = queryOf(found, request, sound);
  if (!asked.ok) return asked;
  const query = asked.value;
  const compiled = compile(query, scope.value, source.value.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  return succeed({
    playbook: found.playbook,
    step,
    inputs: request.inputs,
    filters: sound,
    query,
    address: request.activity ? `${address} activity` : address,
    scope: scope.value,
    source: source.value,
    compiled,
    explanation: explain(query, scope.value, compiled.paths),
  });
}
