/** Runs of a page: from its requests to runs, and where these are. */
import type { RunStates, StepAnswer } from "@/lib/api/answers";
import { isLive } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import type { Result } from "@/lib/result";
import { formatCount } from "@/lib/text/format";
import { type RunRequest, readRequest } from "./request";
import { startStep } from "./start-step";
import { forget, subscribe } from "./subscribers";

/** More runs than a page has steps are a mistake or an attack. */
const MAX_RUNS_A_CALL = 50;

const refused = (message: string): StepAnswer => ({ kind: "refused", message });
const TOO_MANY = refused(`At most ${formatCount(MAX_RUNS_A_CALL)} steps can be requested at once.`);

/** Starts, or joins, the run of each request that could be read; the others are refused. */
export async function startAll(
  backend: Backend,
  requests: readonly Result<RunRequest>[],
  owner = "",
): Promise<readonly StepAnswer[]> {
  const isCachedOnly = (request: Result<RunRequest>): boolean =>
    request.ok && request.value.mode === "cached-only";
  const answer = (request: Result<RunRequest>) =>
    request.ok ? startStep(backend, request.value, owner) : refused(request.failure.message);
  // What the cached-only ones may be answered from is fetched for the step that is looked at.
  const first = await Promise.all(
    requests.map((each) => (isCachedOnly(each) ? null : answer(each))),
  );
  return Promise.all(requests.map((each, index) => first[index] ?? answer(each)));
}

/** The same for requests from outside, which are checked. `subscriber` is the tab that asks. */
export async function startSteps(
  backend: Backend,
  requests: readonly unknown[],
  subscriber = "",
): Promise<readonly StepAnswer[]> {
  if (requests.length > MAX_RUNS_A_CALL) return requests.map(() => TOO_MANY);
  return startAll(backend, requests.map(readRequest), subscriber);
}

/** The states of runs, in one call for a whole page, whose tab is a subscriber of those that are live. */
export async function pollRuns(
  { engine }: Backend,
  ids: readonly string[],
  subscriber: string,
): Promise<RunStates> {
  const known = ids.slice(0, MAX_RUNS_A_CALL);
  const states = await engine.states(known);
  const live = known.filter((id) => isLive(states.get(id)));
  forget(
    engine,
    known.filter((id) => !live.includes(id)),
  );
  await subscribe(engine, live, subscriber, Date.now());
  return Object.fromEntries(states);
}
