/** Chains of sessions over five hops: back from the last session to the first key, and on from it. */
import { MOST_HOPS } from "@/components/chain/follow-chain";
import type { ChainPlace } from "@/components/workbench/chain-requests";
import { type ChainFacts, findChain } from "@/components/workbench/find-chain";
import type { StepRequest } from "@/lib/api/answers";
import type { Row as AnswerRow } from "@/lib/api/run";
import { type Backend, backend } from "@/lib/backend";
import { DEMO_TO } from "@/lib/demo/clock";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { startSteps } from "@/lib/runs/runs";
import { DAY_MS } from "@/queries/scope";
import { CHAIN_ENDS, chainLake } from "./chain-logs";
import { sizeName } from "./data";
import { type Row, row } from "./report";
import { median } from "./statistics";

const TIMES = 9;
const BAR_MS = 1_000;
/** The last weeks of the demo's month, in which the chain is. */
const RANGE_DAYS = 14;

async function answerOf(place: Backend, request: StepRequest) {
  const [answer] = await startSteps(place, [request]);
  if (answer?.kind !== "started") throw new Error(`A request was answered ${answer?.kind}.`);
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(`A run ended as ${state.state}.`);
  const rows: AnswerRow[] = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { columns: state.columns, rows };
}

/** A time range that ends some seconds later than those before, so that no cached events answer it. */
function chainPlace(laterSeconds: number): ChainPlace {
  const toMs = Date.parse(DEMO_TO) + laterSeconds * 1_000;
  const fromMs = toMs - RANGE_DAYS * DAY_MS;
  const scope = { accounts: [], regions: [], fromMs, toMs };
  const playbookId = "access-key-exposure";
  const investigation = { playbookId, stepId: "key-owner", scope, inputs: {}, filters: [] };
  return { investigation, isFree: true, maxWindowDays: 400 };
}

/** What is found around a key, as the page finds it. */
const findAround = (place: Backend, key: string, at: ChainPlace): Promise<ChainFacts> =>
  findChain(key, at, (request) => answerOf(place, request));

/** How many hops there are back from the last session. */
async function hopsBack(place: Backend, at: ChainPlace): Promise<number> {
  const { chain } = await findAround(place, CHAIN_ENDS.last, at);
  if (chain.end !== "long-lived") throw new Error(`The chain ends as ${chain.end}.`);
  return chain.openings.length;
}

/** How many hops there are under the first key. */
async function hopsOn(place: Backend, at: ChainPlace): Promise<number> {
  const { tree } = await findAround(place, CHAIN_ENDS.first, at);
  return Math.max(...tree.sessions.map(({ hop }) => hop));
}

/** The rows of chains over a lake of a size. */
export async function chainRows(events: number): Promise<readonly Row[]> {
  process.env.TRAILBOOK_DATA = await chainLake(events);
  const opened = await backend();
  if (!opened.ok) throw new Error(opened.failure.message);
  const place = opened.value;
  const rows: Row[] = [];
  for (const [name, follow] of [
    ["back", hopsBack],
    ["on", hopsOn],
  ] as const) {
    const times: number[] = [];
    for (let index = 0; index <= TIMES; index += 1) {
      const startedAt = performance.now();
      // Each way has its own time ranges: one does not answer the other.
      const hops = await follow(place, chainPlace(rows.length * (TIMES + 1) + index));
      times.push(performance.now() - startedAt);
      if (hops !== MOST_HOPS) throw new Error(`${hops} hops were found instead of ${MOST_HOPS}.`);
    }
    const counted = times.slice(1);
    const [least, most] = [Math.min(...counted), Math.max(...counted)].map(Math.round);
    rows.push(
      row({
        id: `chains-${name}-${sizeName(events)}`,
        unit: "ms",
        value: median(counted),
        bar: BAR_MS,
        note: `${MOST_HOPS} hops, ${RANGE_DAYS} days; ${TIMES} times, ${least} to ${most} ms`,
      }),
    );
  }
  await place.close();
  return rows;
}
