/** The sessions around a key, found by the steps that list them. */
import { useQuery } from "@tanstack/react-query";
import type { ChainRead } from "@/components/chain/session-chain";
import type { RunActions } from "@/lib/api/answers";
import { type ChainPlace, chainScope, openingRequests } from "./chain-requests";
import { type ChainFacts, findChain } from "./find-chain";
import { useAnswerOf } from "./use-answer-of";

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

/** Hops are read from the first page of their rows. */
const FIRST_PAGE = 1;

/** Follows a key back to who opened its session, and on to the sessions under it; null until then. */
export function useChain(options: Options): KnownChain | null {
  const { accessKeyId, actions } = options;
  const key = accessKeyId ?? "";
  const answerOf = useAnswerOf(actions, FIRST_PAGE);
  const { data = null } = useQuery({
    // Like the answer to a step, it is looked for again once a scan may have brought what it needs.
    queryKey: ["step", "chain", ...openingRequests(key, options)],
    retry: false,
    enabled: accessKeyId !== null,
    queryFn: async (): Promise<KnownChain> => {
      let [scans, bytes] = [0, 0];
      const facts = await findChain(key, options, (request) =>
        answerOf(request, (scanned) => {
          scans += 1;
          bytes += scanned;
        }),
      );
      const isWhole = facts.chain.end !== "scan" && facts.tree.end !== "scan";
      const { fromMs, toMs } = chainScope(options);
      const read = { fromMs, toMs, scans, bytes };
      return { ...facts, kind: isWhole ? "known" : "would-scan", read };
    },
  });
  return data;
}
