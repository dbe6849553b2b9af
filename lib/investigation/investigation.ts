/**
 * An investigation is its URL. The query string is read and written here alone; a part that cannot
 * be read is reported in a sentence and the rest is kept.
 */

import { type Filter, formatFilter, parseFilter } from "@/queries/filters";
import { findPlaybook, stepOf } from "@/queries/index";
import type { InputValues, Playbook, Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";
import { baselineOf, readBaseline, writeBaseline } from "./baseline-range";
import { type DefaultScopes, defaultScope, oneScope } from "./default-range";
import { readable, readScope, readSource, writeScope } from "./link-scope";
import { formatStop, parseStop } from "./link-stop";
import {
  type KeptTable,
  keptTable,
  readTable,
  type TableState,
  usualTable,
  writeFacets,
  writeTable,
} from "./link-table";
import { type OpenEvent, readEvent, writeEvent } from "./open-event";

/** The version of the URL's form. */
const VERSION = "1";

export type { ColumnWidths, Facets, Sort } from "./link-table";

/** One answer of an investigation, without the path to it. */
export type Place = {
  readonly playbookId: string;
  readonly stepId: string;
  readonly scope: Scope;
  readonly inputs: InputValues;
  readonly filters: readonly Filter[];
  /** The source to query; the configured one where it is absent. */
  readonly source?: string;
};

/** A stop of the path, with the run whose result was seen there, if known. */
export type Stop = Place & KeptTable & { readonly runId?: string };

export type Investigation = Place &
  TableState & {
    readonly event: OpenEvent | null;
    /** Days of the baseline; 0 for no comparison. The page's default where it is absent. */
    readonly baselineDays?: number;
    /** The path of clicks that led here, oldest first. */
    readonly path: readonly Stop[];
    /** The run whose result was seen, for the step looked at. */
    readonly runId: string | null;
  };

export type Reading = {
  readonly investigation: Investigation;
  /** The parts that could not be read, a sentence each. */
  readonly problems: readonly string[];
};

/** A longer path keeps its first stop and its latest: a URL has to fit into a chat message. */
const MAX_STOPS = 12;

const shortened = (path: readonly Stop[]): readonly Stop[] =>
  path.length <= MAX_STOPS ? path : [...path.slice(0, 1), ...path.slice(1 - MAX_STOPS)];

function readStep(
  playbook: Playbook,
  params: URLSearchParams,
  problems: string[],
): Step | undefined {
  const id = params.get("step");
  const step = id === null ? null : stepOf(playbook, id);
  if (id !== null && !step)
    problems.push(
      `There is no step “${id}” in ${playbook.title}. Its first step is shown instead.`,
    );
  return step ?? playbook.steps[0];
}

function readPlace(
  playbookId: string,
  params: URLSearchParams,
  fallback: { readonly scopes: DefaultScopes; readonly source?: string | undefined },
  problems: string[],
): Place | null {
  const playbook = findPlaybook(playbookId);
  const step = playbook ? readStep(playbook, params, problems) : undefined;
  if (!playbook || !step) return null;
  const known = new Set(playbook.steps.flatMap((each) => each.inputs.map((input) => input.name)));
  const inputs: Record<string, string> = {};
  for (const [name, value] of params) {
    if (!name.startsWith("in.")) continue;
    if (known.has(name.slice(3))) inputs[name.slice(3)] = value;
    else problems.push(`${playbook.title} has no input “${name.slice(3)}”.`);
  }
  const filters = params.getAll("filter").flatMap((text) => {
    const filter = parseFilter(text);
    if (!filter) problems.push(`The link's filter “${text}” cannot be read.`);
    return filter ? [filter] : [];
  });
  return {
    playbookId,
    stepId: step.id,
    scope: readScope(params, defaultScope(fallback.scopes, playbook, step, inputs), problems),
    inputs,
    filters,
    ...readSource(params, fallback.source, problems),
  };
}

/** The path. Its parameter is called `trail`, as in every link so far. */
function readPath(
  params: URLSearchParams,
  { scope, source }: Place,
  problems: string[],
): readonly Stop[] {
  return params.getAll("trail").flatMap((text) => {
    const stop = parseStop(text);
    const ignored: string[] = [];
    const outer = { scopes: oneScope(scope), source };
    const place = readPlace(stop.playbookId, stop.params, outer, ignored);
    if (!place) problems.push(`A stop of the link's path, “${stop.playbookId}”, cannot be read.`);
    if (!place) return [];
    const runId = stop.params.get("run");
    const table = readTable(place, stop.params, ignored);
    return [{ ...place, ...(runId === null ? {} : { runId }), ...keptTable(place, table) }];
  });
}

const KNOWN = new Set([
  "v",
  "step",
  "from",
  "to",
  "account",
  "region",
  "filter",
  "source",
  "sort",
  "columns",
  "widths",
  "baseline",
  "group",
  "facet",
  "event",
  "at",
  "where",
  "trail",
  "run",
]);

/**
 * Reads an investigation from its playbook and query string. `scopes` are those where the URL names
 * none. Null when there is no such playbook.
 */
export function parseInvestigation(
  playbookId: string,
  params: URLSearchParams,
  scopes: DefaultScopes,
): Reading | null {
  const problems: string[] = [];
  const place = readPlace(playbookId, params, { scopes }, problems);
  if (!place) return null;
  const version = params.get("v");
  if (version !== null && version !== VERSION)
    problems.push(`The link has version ${version}; this Trailbook reads version ${VERSION}.`);
  for (const name of new Set(params.keys())) {
    if (!KNOWN.has(name) && !name.startsWith("in."))
      problems.push(`The link's “${name}” is unknown and was ignored.`);
  }
  return {
    investigation: {
      ...place,
      ...readTable(place, params, problems),
      ...readBaseline(params, problems),
      event: readEvent(params, problems),
      path: readPath(params, place, problems),
      runId: params.get("run"),
    },
    problems,
  };
}

/** Writes a place; what it shares with the place that it led to, `outer`, is left out. */
function writePlace(place: Place, params: URLSearchParams, outer: Place | null): void {
  const { scope, source } = place;
  params.append("step", place.stepId);
  if (outer === null || JSON.stringify(outer.scope) !== JSON.stringify(scope))
    writeScope(scope, params);
  if (source !== outer?.source) params.append("source", source ?? "");
  for (const [name, value] of Object.entries(place.inputs))
    if (value !== "") params.append(`in.${name}`, value);
  for (const filter of place.filters) params.append("filter", formatFilter(filter));
}

/** The URL of an investigation, path and query string. */
export function formatInvestigation(investigation: Investigation): string {
  const params = new URLSearchParams({ v: VERSION });
  writePlace(investigation, params, null);
  const { event, runId } = investigation;
  writeTable(investigation, params);
  writeBaseline(investigation, params);
  if (event) writeEvent(event, params);
  for (const stop of shortened(investigation.path)) {
    const inner = new URLSearchParams();
    writePlace(stop, inner, investigation);
    if (stop.columns) inner.append("columns", stop.columns.join(","));
    if (stop.facets) writeFacets(stop.facets, inner);
    if (stop.runId !== undefined) inner.append("run", stop.runId);
    params.append("trail", formatStop({ playbookId: stop.playbookId, params: inner }));
  }
  if (runId) params.append("run", runId);
  return `/playbooks/${investigation.playbookId}?${readable(params.toString())}`;
}

/** Whether a place is the open search, whose conditions are all in its form. */
export function isSearch({ playbookId, stepId }: Place): boolean {
  return playbookId === "general-purpose" && stepId === "search";
}

/** A place as an investigation that starts there. */
export function startAt(place: Place): Investigation {
  return { ...place, ...usualTable(place), event: null, path: [], runId: null };
}

/** The source of a place, to be merged into another. */
export function sourceOf({
  source,
}: {
  readonly source?: string | undefined;
}): Pick<Place, "source"> {
  return source === undefined ? {} : { source };
}

/**
 * Goes from one answer to the next: the current one becomes a stop of the path, and the source is
 * kept unless the next names another.
 */
export function follow(from: Investigation, to: Place): Investigation {
  const { playbookId, stepId, scope, inputs, filters, runId } = from;
  const seen = { ...(runId === null ? {} : { runId }), ...keptTable(from, from) };
  const stop = { playbookId, stepId, scope, inputs, filters, ...sourceOf(from), ...seen };
  const next = { ...startAt({ ...sourceOf(from), ...to }), ...baselineOf(from) };
  return { ...next, path: shortened([...from.path, stop]) };
}
