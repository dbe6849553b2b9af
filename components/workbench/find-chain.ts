/** The sessions around a key, from the answers to one request for each hop. */
import {
  type Chain,
  followChain,
  type NoAnswer,
  type Opening,
  openingIn,
} from "@/components/chain/follow-chain";
import { followSessions, type SessionTree, sessionsIn } from "@/components/chain/follow-sessions";
import type { StepRequest } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import {
  type ChainPlace,
  openingByKeyRequest,
  openingRequests,
  openingsRequest,
} from "./chain-requests";

export type ChainFacts = { readonly chain: Chain; readonly tree: SessionTree };

/** The rows of a request. */
export type Answered = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

export type AnswerOf = (request: StepRequest) => Promise<Answered | NoAnswer>;

const isAnswered = (answer: Answered | NoAnswer): answer is Answered => typeof answer !== "string";

/**
 * Follows a key back to who opened its session, and on to the sessions under it, one hop after the
 * other: the first fetches the openings that the others are answered from.
 */
export async function findChain(
  accessKeyId: string,
  place: ChainPlace,
  answerOf: AnswerOf,
): Promise<ChainFacts> {
  const openingOf = async (key: string): Promise<Opening | null | NoAnswer> => {
    // The step's own rows name the opener of the key itself, a service too.
    if (key !== accessKeyId) {
      const byKey = await answerOf(openingByKeyRequest(key, place));
      const opening = isAnswered(byKey) ? openingIn(key, byKey.columns, byKey.rows) : null;
      if (opening) return opening;
    }
    for (const request of openingRequests(key, place)) {
      const answer = await answerOf(request);
      if (!isAnswered(answer)) return answer;
      const opening = openingIn(key, answer.columns, answer.rows);
      if (opening) return opening;
    }
    return null;
  };
  const chain = await followChain(accessKeyId, openingOf);
  const tree = await followSessions(accessKeyId, async (keys) => {
    const answer = await answerOf(openingsRequest(keys, place));
    return isAnswered(answer) ? sessionsIn(answer.columns, answer.rows) : answer;
  });
  return { chain, tree };
}
