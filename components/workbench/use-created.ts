/** What the things that an entity created did since, as far as that is known without a scan. */
import { useQuery } from "@tanstack/react-query";
import type { RunActions, StepRequest } from "@/lib/api/answers";
import { type Investigation, sourceOf, startAt } from "@/lib/investigation/investigation";
import { findPlaybook } from "@/queries/index";
import type { Created } from "@/queries/signals/created-sentences";
import type { MadeThing } from "@/queries/signals/left-behind-sentence";
import { MOST_PROFILE_ROWS } from "@/queries/signals/profile";
import { readProfile } from "@/queries/signals/read-profile";
import { sinceMade } from "@/queries/signals/thing-entity";
import type { AnswerOf } from "./find-chain";
import { PROFILE, signalRequests } from "./signal-requests";
import { useAnswerOf } from "./use-answer-of";

/** Where the things were made. */
export type CreatedPlace = {
  readonly investigation: Investigation;
  /** A scan costs nothing. */
  readonly isFree: boolean;
  readonly maxWindowDays: number;
};

/** The request for a thing's profile since it was made: the same as on its page. */
export function createdRequest(
  thing: MadeThing,
  { investigation, isFree, maxWindowDays }: CreatedPlace,
): StepRequest | null {
  const { scope } = investigation;
  const { stepId, other, window } = sinceMade(thing, scope.toMs) ?? {};
  const playbook = other ? findPlaybook(other.playbookId) : null;
  if (!playbook || !other || stepId === undefined) return null;
  const since = { ...scope, ...window };
  const place = {
    playbookId: playbook.id,
    stepId,
    inputs: other.inputs,
    scope: since,
    filters: [],
  };
  const here = { ...startAt(place), ...sourceOf(investigation) };
  const options = { maxWindowDays, isFree, runsBaseline: false };
  return signalRequests(playbook, here, options).find(({ id }) => id === PROFILE)?.request ?? null;
}

/** What each thing did. */
export function findCreated(
  things: readonly MadeThing[],
  place: CreatedPlace,
  answerOf: AnswerOf,
): Promise<readonly Created[]> {
  return Promise.all(
    things.map(async (thing) => {
      const request = createdRequest(thing, place);
      const answer = request === null ? "failed" : await answerOf(request);
      const profile = typeof answer === "string" ? null : readProfile(answer.rows).profile;
      return { thing, profile };
    }),
  );
}

const NONE: readonly Created[] = [];

type Options = CreatedPlace & {
  readonly things: readonly MadeThing[];
  readonly actions: Pick<RunActions, "startSteps" | "pollRuns">;
};

/** What each of some things did; null until that is known. */
export function useCreated(options: Options): readonly Created[] | null {
  const { things, actions } = options;
  const answerOf = useAnswerOf(actions, MOST_PROFILE_ROWS + 1);
  const { data } = useQuery({
    // Like the answer to a step, it is looked for again once a scan may have brought what it needs.
    queryKey: ["step", "created", ...things.map((thing) => createdRequest(thing, options))],
    retry: false,
    enabled: things.length > 0,
    queryFn: async () => {
      const created = await findCreated(things, options, answerOf);
      const isWhole = created.every(({ profile }) => profile !== null);
      // What failed where a scan is free is not tried again.
      return { created, kind: isWhole || options.isFree ? "known" : "would-scan" };
    },
  });
  return things.length === 0 ? NONE : (data?.created ?? null);
}
