/** From a step with its values to a compiled query. Each value is checked here, from any caller. */
import type { StepCounts } from "@/lib/api/answers";
import { chooseSource, type Sources } from "@/lib/investigation/choose-source";
import type { Place } from "@/lib/investigation/investigation";
import { fail, type Result, succeed } from "@/lib/result";
import { activityQuery } from "@/queries/activity";
import { type CompiledQuery, compile } from "@/queries/compile";
import { explain } from "@/queries/explain";
import { facetQuery } from "@/queries/facets";
import { isFieldName } from "@/queries/fields";
import { applyFilters, type Filter } from "@/queries/filters";
import type { FoundSource } from "@/queries/gather-sources";
import { findStep, type StepRef } from "@/queries/index";
import {
  bind,
  type InputValues,
  inputProblems,
  type Playbook,
  type Step,
} from "@/queries/playbook";
import { type EventQuery, isOfFindings } from "@/queries/query";
import { type Scope, scopeProblem } from "@/queries/scope";
import { profiledEntity } from "@/queries/signals/entity";
import { firstsQuery } from "@/queries/signals/firsts";
import { profileQuery } from "@/queries/signals/profile";

/** A step with its values, to be compiled. */
export type StepQuery = {
  readonly place: Place;
  /** The columns of a listing of events, or of findings on the page; null is the step's own. */
  readonly columns: readonly string[] | null;
  /** Counts in place of the step's own answer; null is the answer. */
  readonly counts: StepCounts | null;
};

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

/** What came of a request; inputs that are missing or malformed are reported field by field. */
export type Preparation = Prepared | { readonly inputProblems: Readonly<Record<string, string>> };

const NO_ENTITY = "Only a step about one entity, such as an access key, has a profile.";

/** The query of a step: its own, with other columns where these are named, or its counts. */
function queryOf(
  { playbook, step }: StepRef,
  { place: { inputs, filters }, columns, counts }: StepQuery,
): Result<EventQuery> {
  if (counts === "facets") return succeed(facetQuery(step, inputs, filters));
  if (counts === "profile" || counts === "baseline") {
    const entity = profiledEntity(playbook, step, inputs);
    return entity === null ? fail("bad-input", NO_ENTITY) : succeed(profileQuery(entity));
  }
  if (counts === "activity") return succeed(activityQuery(playbook, step, inputs, filters));
  const query = applyFilters(bind(step, inputs), filters);
  if (counts === "firsts") return succeed(firstsQuery(query.where));
  if (columns === null) return succeed(query);
  // Findings have more columns on the page, all of them together; hunts compare the records of acts.
  const { answer } = query;
  if (answer.kind === "finding-events" && columns.includes("sharedeventid"))
    return succeed({ ...query, answer: { ...answer, isOnPage: true, hasActs: true } });
  if (isOfFindings(answer)) return succeed({ ...query, answer: { ...answer, isOnPage: true } });
  // Counts have only their own columns.
  const known = columns.filter(isFieldName);
  if (answer.kind !== "events" || known.length < columns.length)
    return fail("bad-input", "The columns are not fields of a listing of events.");
  return succeed({ ...query, answer: { ...answer, columns: known } });
}

/** Checks a step's values, chooses its source and compiles its query for it. */
export function prepare(
  asked: StepQuery,
  sources: Sources,
  maxWindowDays: number,
): Result<Preparation> {
  const { playbookId, stepId, scope, inputs, filters, source: name } = asked.place;
  const address = `${playbookId}/${stepId}`;
  const found = findStep(address);
  if (!found) return fail("not-found", `There is no step “${address}”.`);
  const { playbook, step } = found;
  const problem = scopeProblem(scope, maxWindowDays);
  if (problem) return fail("bad-input", problem);
  const source = chooseSource(sources, name);
  if (!source.ok) return source;
  const known = new Set(playbook.steps.flatMap((each) => each.inputs.map((input) => input.name)));
  const stranger = Object.keys(inputs).find((input) => !known.has(input));
  if (stranger !== undefined)
    return fail("bad-input", `The step ${address} has no input “${stranger}”.`);
  const problems = inputProblems(step, inputs);
  if (Object.keys(problems).length > 0) return succeed({ inputProblems: problems });
  const query = queryOf(found, asked);
  if (!query.ok) return query;
  const compiled = compile(query.value, scope, source.value.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  return succeed({
    playbook,
    step,
    inputs,
    filters,
    query: query.value,
    address: asked.counts === null ? address : `${address} ${asked.counts}`,
    scope,
    source: source.value,
    compiled,
    explanation: explain(query.value, scope, compiled.paths),
  });
}
