/** The requests for signals: the profile of the entity in the time range, and the baseline. */
import { baselineRange } from "@/lib/investigation/baseline-range";
import { type Investigation, type Place, sourceOf } from "@/lib/investigation/investigation";
import { stepOf } from "@/queries/index";
import type { Playbook } from "@/queries/playbook";
import { habitInputs, profileSubject } from "@/queries/signals/entity";
import { type PageRequest, requestOf } from "./step-requests";

/** The ids of these requests; no step has them. */
export const PROFILE = "?profile";
export const BASELINE = "?baseline";

type Options = {
  readonly maxWindowDays: number;
  /** A scan costs nothing. */
  readonly isFree: boolean;
  /** The baseline is scanned without a click. */
  readonly runsBaseline: boolean;
};

/**
 * Both requests; none where the step shown is not about one entity. Where a scan costs money the
 * profile is answered only from what the step fetched.
 */
export function signalRequests(
  playbook: Playbook,
  investigation: Investigation,
  { maxWindowDays, isFree, runsBaseline }: Options,
): readonly PageRequest[] {
  const { playbookId, scope, inputs } = investigation;
  const step = stepOf(playbook, investigation.stepId);
  const subject = step && profileSubject(playbook, step, inputs);
  if (!subject) return [];
  const place: Place = { playbookId, scope, ...subject, filters: [], ...sourceOf(investigation) };
  const range = baselineRange(scope, investigation, maxWindowDays);
  const before = range && {
    ...place,
    inputs: habitInputs(playbook, subject.inputs),
    scope: { ...scope, ...range },
  };
  const mode = (runs: boolean) => (runs ? "open" : "cached-only");
  return [
    { id: PROFILE, request: { ...requestOf(place, "profile"), mode: mode(isFree) } },
    ...(before === null
      ? []
      : [
          {
            id: BASELINE,
            request: { ...requestOf(before, "baseline"), mode: mode(isFree || runsBaseline) },
          } as const,
        ]),
  ];
}
