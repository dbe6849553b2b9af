/** Who created the entity of a page, as far as that is known without a scan. */
import { useQuery } from "@tanstack/react-query";
import { reader } from "@/components/chain/follow-chain";
import type { RunActions, StepRequest } from "@/lib/api/answers";
import { sourceOf } from "@/lib/investigation/investigation";
import { DAY_MS, parseTime, type Scope } from "@/queries/scope";
import {
  type Creation,
  type Creator,
  creationOf,
  creatorSentence,
} from "@/queries/signals/creator-sentence";
import type { Sentence, Window } from "@/queries/signals/phrases";
import type { ChainPlace } from "./chain-requests";
import type { AnswerOf } from "./find-chain";
import { requestOf } from "./step-requests";
import { useAnswerOf } from "./use-answer-of";

/** Where the call is looked for: where a scan is free, also before the time range. */
function creatorScope({ investigation, isFree, maxWindowDays }: ChainPlace): Scope {
  const { scope } = investigation;
  const fromMs = Math.min(scope.fromMs, scope.toMs - maxWindowDays * DAY_MS);
  return isFree ? { ...scope, fromMs } : scope;
}

/** The request for the call that created an entity: where a scan costs money, the same as that of the rows that its sentence leads to. */
function creatorRequest({ filters }: Creation, place: ChainPlace): StepRequest {
  const at = { playbookId: "general-purpose", stepId: "search", inputs: {}, filters };
  const scope = creatorScope(place);
  const request = requestOf({ ...at, scope, ...sourceOf(place.investigation) }, "rows");
  return { ...request, mode: place.isFree ? "open" : "cached-only" };
}

/** The last call that created the entity; null where there is none, or several accounts have such an entity. */
async function findCreator(
  creation: Creation,
  place: ChainPlace,
  answerOf: AnswerOf,
): Promise<Creator> {
  const answer = await answerOf(creatorRequest(creation, place));
  if (typeof answer === "string") return answer === "scan" ? "unread" : null;
  const calls = answer.rows.map((row) => reader(answer.columns, row));
  const textOf = calls.at(-1);
  const accounts = new Set(calls.map((of) => of("recipientaccountid")));
  if (textOf === undefined || accounts.size > 1) return null;
  return {
    time: textOf("eventtime") ?? "",
    call: textOf("eventname") ?? "",
    actor: textOf("actor") ?? "",
    address: textOf("sourceipaddress"),
  };
}

/** Where the sentence leads to: the rows that were read; where a scan is free, from the call on. */
function rowsWindow(creator: Creator, place: ChainPlace): Window {
  const { fromMs, toMs } = creatorScope(place);
  const madeMs = creator === null || creator === "unread" ? null : parseTime(creator.time);
  if (!place.isFree || madeMs === null) return { fromMs, toMs };
  return { fromMs: madeMs, toMs: Math.max(toMs, madeMs + 1_000) };
}

/** What is known of who created the entity of a page; null where no such call is looked for. */
export async function findCreatorSentence(place: ChainPlace, answerOf: AnswerOf) {
  const { playbookId, inputs } = place.investigation;
  const creation = creationOf(playbookId, inputs);
  if (creation === null) return null;
  const creator = await findCreator(creation, place, answerOf);
  const sentence = creatorSentence(creator, creation, rowsWindow(creator, place));
  return { sentence, kind: creator === "unread" ? "would-scan" : "known" };
}

const NOTHING: Sentence = [];
/** An entity is created once, or a few times. */
const MOST_CREATED = 1_000;

type Options = ChainPlace & { readonly actions: Pick<RunActions, "startSteps" | "pollRuns"> };

/** Who created the entity of a page, in a sentence, empty where nothing is known; null before that. */
export function useCreator(options: Options): Sentence | null {
  const { investigation, actions } = options;
  const creation = creationOf(investigation.playbookId, investigation.inputs);
  const answerOf = useAnswerOf(actions, MOST_CREATED);
  const { data } = useQuery({
    // Like the answer to a step, it is looked for again once a scan may have brought what it needs.
    queryKey: ["step", "creator", creation && creatorRequest(creation, options)],
    retry: false,
    enabled: creation !== null,
    queryFn: () => findCreatorSentence(options, answerOf),
  });
  if (creation === null) return NOTHING;
  return data === undefined ? null : (data?.sentence ?? NOTHING);
}
