/** The sessions around a key, found by the steps that list them. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  type Chain,
  followChain,
  isSessionKey,
  openingIn,
  type Session,
  sessionsIn,
} from "@/components/chain/follow-chain";
import type { RunActions } from "@/lib/api/answers";
import { isLive, type Row, type RowPage } from "@/lib/api/run";
import { type Place, sourceOf } from "@/lib/investigation/investigation";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { type Ask, keepRows } from "./ask";
import { pollPauseMs } from "./poll-pace";
import { requestOf } from "./step-requests";
import { rowsKey } from "./use-rows";
import { useSubscriber } from "./use-subscriber";

/** A session lasts at most this long (STS, GetSessionToken and GetFederationToken). */
const LONGEST_SESSION_MS = 36 * HOUR_MS;

export type ChainFacts = { readonly chain: Chain; readonly sessions: readonly Session[] };

type Options = {
  readonly investigation: Place;
  readonly accessKeyId: string;
  /** A scan costs nothing. */
  readonly isFree: boolean;
  readonly maxWindowDays: number;
  readonly actions: Pick<RunActions, "startSteps" | "pollRuns">;
};

type Answered = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** The first rows of a step about a key; null where it gave none, `scan` where it would cost. */
async function answerOf(
  place: Place,
  { isFree, ask, poll, client }: Requests,
): Promise<Answered | null | "scan"> {
  const mode = isFree ? "open" : "cached-only";
  const answer = await ask({ ...requestOf(place, "rows"), mode });
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
  readonly isFree: boolean;
  readonly ask: Ask;
  readonly poll: (
    runId: string,
  ) => Promise<Awaited<ReturnType<RunActions["pollRuns"]>>[string] | undefined>;
  readonly client: QueryClient;
};

/** The same step about another key, in a time range that reaches back to when its session began. */
function placeOf(
  { investigation, isFree, maxWindowDays }: Options,
  stepId: string,
  key: string,
): Place {
  const { scope } = investigation;
  const earliestMs = Math.max(
    scope.fromMs - LONGEST_SESSION_MS,
    scope.toMs - maxWindowDays * DAY_MS,
  );
  const isEarlier = isFree && stepId === "opened-by";
  const fromMs = isEarlier ? Math.min(scope.fromMs, earliestMs) : scope.fromMs;
  return {
    playbookId: "access-key-exposure",
    stepId,
    scope: { ...scope, fromMs },
    inputs: { accessKeyId: key },
    filters: [],
    ...sourceOf(investigation),
  };
}

/** Follows a key back to who opened its session, and lists the sessions that it opened; null until then. */
export function useChain(options: Options): ChainFacts | null {
  const { accessKeyId, actions, isFree } = options;
  const subscriber = useSubscriber();
  const client = useQueryClient();
  const requests = useMemo(
    (): Requests => ({
      isFree,
      client,
      ask: keepRows(async (request) => {
        const [answer] = await actions.startSteps([request], subscriber);
        return answer ?? { kind: "would-scan" };
      }, client),
      poll: async (runId) => (await actions.pollRuns([runId], subscriber))[runId],
    }),
    [isFree, client, actions, subscriber],
  );
  const { data = null } = useQuery({
    queryKey: ["chain", requestOf(placeOf(options, "opened-by", accessKeyId), "rows").link, isFree],
    retry: false,
    queryFn: async (): Promise<ChainFacts> => {
      const opened = await answerOf(placeOf(options, "sessions-opened", accessKeyId), requests);
      const chain = await followChain(accessKeyId, async (key) => {
        const answer = await answerOf(placeOf(options, "opened-by", key), requests);
        return answer === null || answer === "scan"
          ? answer
          : openingIn(key, answer.columns, answer.rows);
      });
      const hasSessions = opened !== null && opened !== "scan";
      return { chain, sessions: hasSessions ? sessionsIn(opened.columns, opened.rows) : [] };
    },
  });
  return data;
}

/** Whether anything is known around a key. */
export function hasChain(accessKeyId: string, facts: ChainFacts | null): facts is ChainFacts {
  return facts !== null && (isSessionKey(accessKeyId) || facts.sessions.length > 0);
}
