/** The sessions around a key, found by the steps that list them. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Chain, followChain, isSessionKey, openingIn } from "@/components/chain/follow-chain";
import { followSessions, type SessionTree, sessionsIn } from "@/components/chain/follow-sessions";
import type { RunActions, StepRequest } from "@/lib/api/answers";
import { isLive, type Row, type RowPage } from "@/lib/api/run";
import { type Ask, keepRows } from "./ask";
import { type ChainPlace, openingRequest, openingsRequest } from "./chain-requests";
import { pollPauseMs } from "./poll-pace";
import { rowsKey } from "./use-rows";
import { useSubscriber } from "./use-subscriber";

export type ChainFacts = { readonly chain: Chain; readonly tree: SessionTree };

type Options = ChainPlace & {
  readonly accessKeyId: string;
  readonly actions: Pick<RunActions, "startSteps" | "pollRuns">;
};

type Answered = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** The first rows of a request; null where it gave none, `scan` where it would cost. */
async function answerOf(
  request: StepRequest,
  { ask, poll, client }: Requests,
): Promise<Answered | null | "scan"> {
  const answer = await ask(request);
  if (answer.kind === "would-scan" || answer.kind === "asks-first") return "scan";
  if (answer.kind !== "started") return null;
  const { runId } = answer;
  let { state } = answer;
  const sinceMs = performance.now();
  while (isLive(state)) {
    await new Promise((resolve) => setTimeout(resolve, pollPauseMs(performance.now() - sinceMs)));
    state = (await poll(runId)) ?? { state: "unknown" };
  }
  if (state.state !== "done") return null;
  if (state.rowCount === 0) return { columns: state.columns, rows: [] };
  const cached = client.getQueryData<{ readonly pages: readonly RowPage[] }>(rowsKey(runId));
  const page: RowPage = cached?.pages[0] ?? (await (await fetch(`/api/runs/${runId}/rows`)).json());
  return { columns: state.columns, rows: page.rows ?? [] };
}

type Requests = {
  readonly ask: Ask;
  readonly poll: (
    runId: string,
  ) => Promise<Awaited<ReturnType<RunActions["pollRuns"]>>[string] | undefined>;
  readonly client: QueryClient;
};

/** Follows a key back to who opened its session, and on to the sessions under it; null until then. */
export function useChain(options: Options): ChainFacts | null {
  const { accessKeyId, actions, isFree } = options;
  const subscriber = useSubscriber();
  const client = useQueryClient();
  const requests = useMemo(
    (): Requests => ({
      client,
      ask: keepRows(async (request) => {
        const [answer] = await actions.startSteps([request], subscriber);
        return answer ?? { kind: "would-scan" };
      }, client),
      poll: async (runId) => (await actions.pollRuns([runId], subscriber))[runId],
    }),
    [client, actions, subscriber],
  );
  const { data = null } = useQuery({
    queryKey: ["chain", openingRequest(accessKeyId, options).link, isFree],
    retry: false,
    queryFn: async (): Promise<ChainFacts> => {
      const [tree, chain] = await Promise.all([
        followSessions(accessKeyId, async (keys) => {
          const answer = await answerOf(openingsRequest(keys, options), requests);
          if (answer === null || answer === "scan") return answer;
          return sessionsIn(answer.columns, answer.rows, keys.length === 1 ? keys[0] : null);
        }),
        followChain(accessKeyId, async (key) => {
          const answer = await answerOf(openingRequest(key, options), requests);
          return answer === null || answer === "scan"
            ? answer
            : openingIn(key, answer.columns, answer.rows);
        }),
      ]);
      return { chain, tree };
    },
  });
  return data;
}

/** Whether anything is known around a key. */
export function hasChain(accessKeyId: string, facts: ChainFacts | null): facts is ChainFacts {
  return facts !== null && (isSessionKey(accessKeyId) || facts.tree.sessions.length > 0);
}
