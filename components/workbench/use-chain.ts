/** The sessions around a key, found by the steps that list them. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { NoAnswer } from "@/components/chain/follow-chain";
import type { ChainRead } from "@/components/chain/session-chain";
import type { RunActions, StepRequest } from "@/lib/api/answers";
import { isLive, type RowPage } from "@/lib/api/run";
import { type Ask, keepRows } from "./ask";
import { type ChainPlace, chainScope, openingRequests } from "./chain-requests";
import { type Answered, type ChainFacts, findChain } from "./find-chain";
import { pollPauseMs } from "./poll-pace";
import { rowsKey } from "./use-rows";
import { useSubscriber } from "./use-subscriber";

/** What is known around a key; `would-scan` where more may be known once a step has scanned. */
type KnownChain = ChainFacts & {
  readonly kind: "known" | "would-scan";
  readonly read: ChainRead;
};

type Options = ChainPlace & {
  /** Null where there is nothing to follow. */
  readonly accessKeyId: string | null;
  readonly actions: Pick<RunActions, "startSteps" | "pollRuns">;
};

type Requests = {
  readonly ask: Ask;
  readonly poll: (
    runId: string,
  ) => Promise<Awaited<ReturnType<RunActions["pollRuns"]>>[string] | undefined>;
  readonly client: QueryClient;
};

/** The first rows of a request; `onScan` gets the bytes of a scan that it started. */
async function answerOf(
  request: StepRequest,
  { ask, poll, client }: Requests,
  onScan: (bytes: number) => void,
): Promise<Answered | NoAnswer> {
  const answer = await ask(request);
  if (answer.kind === "would-scan" || answer.kind === "asks-first") return "scan";
  if (answer.kind !== "started") return "failed";
  const { runId, isNew } = answer;
  let { state } = answer;
  const sinceMs = performance.now();
  while (isLive(state)) {
    await new Promise((resolve) => setTimeout(resolve, pollPauseMs(performance.now() - sinceMs)));
    state = (await poll(runId)) ?? { state: "unknown" };
  }
  if (state.state !== "done") return "failed";
  const { columns, rowCount, scannedBytes } = state;
  if (isNew && !state.fromSlice) onScan(scannedBytes ?? 0);
  if (rowCount === 0) return { columns, rows: [] };
  const cached = client.getQueryData<{ readonly pages: readonly RowPage[] }>(rowsKey(runId));
  const page: RowPage = cached?.pages[0] ?? (await (await fetch(`/api/runs/${runId}/rows`)).json());
  return { columns, rows: page.rows ?? [] };
}

/** Follows a key back to who opened its session, and on to the sessions under it; null until then. */
export function useChain(options: Options): KnownChain | null {
  const { accessKeyId, actions } = options;
  const key = accessKeyId ?? "";
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
    // Like the answer to a step, it is looked for again once a scan may have brought what it needs.
    queryKey: ["step", "chain", ...openingRequests(key, options)],
    retry: false,
    enabled: accessKeyId !== null,
    queryFn: async (): Promise<KnownChain> => {
      let [scans, bytes] = [0, 0];
      const facts = await findChain(key, options, (request) =>
        answerOf(request, requests, (scanned) => {
          scans += 1;
          bytes += scanned;
          // What could not be sent is not known, and waited for no longer.
        }).catch((): NoAnswer => "failed"),
      );
      const isWhole = facts.chain.end !== "scan" && facts.tree.end !== "scan";
      const { fromMs, toMs } = chainScope(options);
      const read = { fromMs, toMs, scans, bytes };
      return { ...facts, kind: isWhole ? "known" : "would-scan", read };
    },
  });
  return data;
}
