/** The answer to one request after another, of which each may depend on the one before. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { NoAnswer } from "@/components/chain/follow-chain";
import type { RunActions, StepRequest } from "@/lib/api/answers";
import { isLive, type Row, type RowPage } from "@/lib/api/run";
import { type Ask, keepRows } from "./ask";
import type { Answered } from "./find-chain";
import { pollPauseMs } from "./poll-pace";
import { fetchPage, rowsKey } from "./use-rows";
import { useSubscriber } from "./use-subscriber";

type Requests = {
  /** Pages are read until there are as many rows. */
  readonly mostRows: number;
  readonly ask: Ask;
  readonly poll: (
    runId: string,
  ) => Promise<Awaited<ReturnType<RunActions["pollRuns"]>>[string] | undefined>;
  readonly client: QueryClient;
};

/** `onScan` gets the bytes of a scan that the request started. */
type Answer = (
  request: StepRequest,
  onScan?: (bytes: number) => void,
) => Promise<Answered | NoAnswer>;

const NEVER = new AbortController().signal;

/** The rows of a run, the first ones from those that came with its answer. */
async function rowsOf(runId: string, { client, mostRows }: Requests): Promise<readonly Row[]> {
  const known = client.getQueryData<{ readonly pages: readonly RowPage[] }>(rowsKey(runId));
  let page = known?.pages[0] ?? (await fetchPage(runId, null, NEVER));
  const rows = [...page.rows];
  while (page.nextCursor !== null && rows.length < mostRows) {
    page = await fetchPage(runId, page.nextCursor, NEVER);
    rows.push(...page.rows);
  }
  return rows;
}

async function answerOf(
  request: StepRequest,
  requests: Requests,
  onScan: (bytes: number) => void,
): Promise<Answered | NoAnswer> {
  const answer = await requests.ask(request);
  if (answer.kind === "would-scan" || answer.kind === "asks-first") return "scan";
  if (answer.kind !== "started") return "failed";
  const { runId, isNew } = answer;
  let { state } = answer;
  const sinceMs = performance.now();
  while (isLive(state)) {
    await new Promise((resolve) => setTimeout(resolve, pollPauseMs(performance.now() - sinceMs)));
    state = (await requests.poll(runId)) ?? { state: "unknown" };
  }
  if (state.state !== "done") return "failed";
  const { columns, rowCount, scannedBytes } = state;
  if (isNew && !state.fromSlice) onScan(scannedBytes ?? 0);
  return { columns, rows: rowCount === 0 ? [] : await rowsOf(runId, requests) };
}

/** Sends a request, waits for its run and reads its rows, page after page until there are `mostRows`. */
export function useAnswerOf(
  actions: Pick<RunActions, "startSteps" | "pollRuns">,
  mostRows: number,
): Answer {
  const subscriber = useSubscriber();
  const client = useQueryClient();
  return useMemo((): Answer => {
    const requests: Requests = {
      client,
      mostRows,
      ask: keepRows(async (request) => {
        const [answer] = await actions.startSteps([request], subscriber);
        return answer ?? { kind: "would-scan" };
      }, client),
      poll: async (runId) => (await actions.pollRuns([runId], subscriber))[runId],
    };
    // What could not be sent is not known, and waited for no longer.
    return (request, onScan = () => undefined) =>
      answerOf(request, requests, onScan).catch((): NoAnswer => "failed");
  }, [client, mostRows, actions, subscriber]);
}
