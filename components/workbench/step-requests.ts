/** From an investigation to the requests to the server, step by step. */
import type { StepRequest } from "@/lib/api/answers";
import { activityRange, type LogSpan } from "@/lib/investigation/activity-range";
import {
  formatInvestigation,
  type Investigation,
  isSearch,
  type Place,
  sourceOf,
  startAt,
} from "@/lib/investigation/investigation";
import { activitySubject } from "@/queries/activity";
import { addedColumns } from "@/queries/added-columns";
import { stepOf } from "@/queries/index";
import {
  type InputValues,
  inputProblems,
  isOfferedFor,
  type Playbook,
  type Step,
} from "@/queries/playbook";
import { isOfAllRules } from "@/queries/query";
import { allFilters } from "./moves";

/** A request whose link names the run that was seen, if it is known. */
export function withRun(request: StepRequest, runId: string | null): StepRequest {
  return runId === null
    ? request
    : { ...request, link: `${request.link}&${new URLSearchParams({ run: runId })}` };
}

const NONE: readonly string[] = [];

/** The columns that a listing has by itself are not in the link: to hide one is not another query. */
export function requestOf(
  place: Place,
  wants: StepRequest["wants"],
  added: readonly string[] = NONE,
): StepRequest {
  return {
    link: formatInvestigation({ ...startAt(place), columns: added.length > 0 ? added : null }),
    wants,
    mode: "open",
    confirmed: false,
  };
}

/** Those of the values that a step takes. */
const takenBy = (step: Step, values: InputValues): InputValues =>
  Object.fromEntries(
    step.inputs.flatMap(({ name }) => {
      const value = values[name];
      return value === undefined || value === "" ? [] : [[name, value] as const];
    }),
  );

/** A step of the investigation's playbook with the investigation's scope, inputs and filters. */
function placeOf(investigation: Place, step: Step): Place {
  const { playbookId, scope, inputs, filters } = investigation;
  const own = { inputs: takenBy(step, inputs), filters };
  return { playbookId, stepId: step.id, scope, ...own, ...sourceOf(investigation) };
}

/** The request for a step of the investigation's playbook, with the columns that were added to it. */
export function requestFor(investigation: Investigation, step: Step): StepRequest {
  return requestOf(
    placeOf(investigation, step),
    "count",
    step.id === investigation.stepId ? addedColumns(step.answer, investigation.columns) : NONE,
  );
}

const isReady = (step: Step, inputs: InputValues): boolean =>
  Object.keys(inputProblems(step, inputs)).length === 0;

/** What the investigation is about, over all logs; null where inputs are missing. */
function activityPlace(
  playbook: Playbook,
  investigation: Investigation,
  logs: LogSpan,
): Place | null {
  const { playbookId, scope, inputs, filters } = investigation;
  const step = stepOf(playbook, investigation.stepId);
  if (!step || !isReady(step, inputs)) return null;
  const subject = activitySubject(playbook, step, inputs, filters);
  const allLogs = { ...scope, ...activityRange(logs, scope) };
  return { playbookId, scope: allLogs, ...subject, ...sourceOf(investigation) };
}

/** The request for the activity of what the investigation is about; null where inputs are missing. */
export function activityRequest(
  playbook: Playbook,
  investigation: Investigation,
  logs: LogSpan,
): StepRequest | null {
  const place = activityPlace(playbook, investigation, logs);
  return place && requestOf(place, "activity");
}

/** The listing whose facets are counted; null where there is none. */
function facetsPlace(step: Step, investigation: Investigation): Place | null {
  if (step.answer.kind !== "events" || !isReady(step, investigation.inputs)) return null;
  const place = placeOf(investigation, step);
  const filters = allFilters(place);
  return { ...place, filters, inputs: isSearch(place) ? {} : place.inputs };
}

/** Under this the answer to a request is kept. */
export function stepKey(request: StepRequest) {
  return ["step", request] as const;
}

/** The activity among the requests of a page; no step has this id. */
export const ACTIVITY = "";

/** The facets of the step looked at, among the requests of a page; no step has this id. */
export const LISTING_FACETS = " facets";

/** The steps whose rows the summary is made of; none is in the list of a playbook that lacks it. */
const SUMMED: readonly string[] = [
  "key-owner",
  "session-owner",
  "sessions-opened",
  "rule-matches",
  "left-behind",
];

/** The rows of a step over all events of the entity, for the summary: where the page has filters, by another id. */
export function wholeId(stepId: string, { filters }: Pick<Place, "filters">): string {
  return filters.length === 0 ? stepId : `${stepId} whole`;
}

/** One request of a page, by the id of its step. */
export type PageRequest = { readonly id: string; readonly request: StepRequest };

type Mode = NonNullable<StepRequest["mode"]>;

/** The steps whose inputs are there, the one looked at first: it may be the events behind another. */
function stepRequests(
  playbook: Playbook,
  investigation: Investigation,
  mode: Mode,
): readonly PageRequest[] {
  const looked = stepOf(playbook, investigation.stepId);
  const isLookedAt = (step: Step): boolean => step.id === investigation.stepId;
  const others = playbook.steps.filter(
    (step) => !isLookedAt(step) && isOfferedFor(step, investigation.inputs),
  );
  return [...(looked ? [looked] : []), ...others]
    .filter((step) => isReady(step, investigation.inputs))
    .map((step) => {
      const request = requestFor(investigation, step);
      if (isLookedAt(step)) return { id: step.id, request };
      // All rules take seconds of the processor: they are not evaluated unless someone opens them.
      const own = isOfAllRules(step.answer) ? "cached-only" : mode;
      return { id: step.id, request: { ...request, mode: own } };
    });
}

/** What the summary is made of, where the steps themselves have filters. */
function summedRequests(
  { steps }: Playbook,
  investigation: Investigation,
  mode: Mode,
): readonly PageRequest[] {
  if (investigation.filters.length === 0) return [];
  const whole = { ...investigation, filters: [] };
  return steps
    .filter((step) => SUMMED.includes(step.id) && isReady(step, investigation.inputs))
    .map((step) => ({
      id: wholeId(step.id, investigation),
      request: { ...requestOf(placeOf(whole, step), "count"), mode },
    }));
}

/**
 * The requests of a page, the step looked at first; steps whose inputs are missing are not among
 * them. Where a scan costs money the others are answered only from what was fetched for that one.
 * `hasFacets` is whether the facets of that step are shown.
 */
export function pageRequests(
  playbook: Playbook,
  investigation: Investigation,
  logs: LogSpan,
  isFree: boolean,
  hasFacets = false,
): readonly PageRequest[] {
  const mode = isFree ? "open" : "cached-only";
  const looked = stepOf(playbook, investigation.stepId);
  const counted = [
    [ACTIVITY, activityPlace(playbook, investigation, logs), "activity"],
    [LISTING_FACETS, hasFacets && looked ? facetsPlace(looked, investigation) : null, "facets"],
  ] as const;
  return [
    ...stepRequests(playbook, investigation, mode),
    ...summedRequests(playbook, investigation, mode),
    ...counted.flatMap(([id, place, wants]) =>
      place === null ? [] : { id, request: { ...requestOf(place, wants), mode } as const },
    ),
  ];
}
