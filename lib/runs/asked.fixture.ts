/** Requests for steps as tests write them. */
import type { RunMode, StepAnswer } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import { type Result, succeed } from "@/lib/result";
import { type RunRequest, readRequest } from "./request";
import { startAll } from "./runs";

export type AskedStep = {
  readonly playbookId: string;
  readonly stepId: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly filters: readonly string[];
  readonly source?: string;
  /** The run that the link names. */
  readonly run?: string;
  /** The columns of a listing; the step's own where they are absent. */
  readonly columns?: readonly string[];
  readonly activity?: boolean;
  readonly facets?: boolean;
  readonly withRows?: boolean;
  readonly mode?: RunMode;
  readonly confirmed?: boolean;
};

/** The link of a request, whatever its values are. */
function linkOf({ playbookId, stepId, inputs, filters, ...asked }: AskedStep): string {
  const { accounts, regions, from, to, source, run } = asked;
  const params = new URLSearchParams({ v: "1", step: stepId, from, to });
  for (const account of accounts) params.append("account", account);
  for (const region of regions) params.append("region", region);
  for (const [name, value] of Object.entries(inputs)) params.append(`in.${name}`, value);
  for (const filter of filters) params.append("filter", filter);
  if (source !== undefined) params.append("source", source);
  if (run !== undefined) params.append("run", run);
  return `/playbooks/${playbookId}?${params}`;
}

/** What a page sends for it. */
export function wireOf(asked: AskedStep) {
  return {
    link: linkOf(asked),
    wants: asked.activity
      ? "activity"
      : asked.facets
        ? "facets"
        : asked.withRows
          ? "rows"
          : "count",
    mode: asked.mode ?? "open",
    confirmed: asked.confirmed ?? false,
  };
}

/** The same as the server reads it, with the step's own columns. */
export function readAsked(asked: AskedStep): Result<RunRequest> {
  const read = readRequest(wireOf(asked));
  return read.ok ? succeed({ ...read.value, columns: asked.columns ?? null }) : read;
}

/** Starts, or joins, the run of each request. */
export function startSteps(
  backend: Backend,
  all: readonly AskedStep[],
): Promise<readonly StepAnswer[]> {
  return startAll(backend, all.map(readAsked));
}
