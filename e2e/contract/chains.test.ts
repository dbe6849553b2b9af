/** A chain of sessions over five hops, followed back and on as the page does: what it scans. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { MOST_HOPS } from "@/components/chain/follow-chain";
import { type ChainPlace, openingRequests } from "@/components/workbench/chain-requests";
import { type Answered, findChain } from "@/components/workbench/find-chain";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { CHAIN_ENDS, CHAIN_LOG } from "@/e2e/bench/chain-logs";
import type { StepRequest } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { imported, newFolder, put } from "@/lib/lake/lake.fixture";
import { startSteps } from "@/lib/runs/runs";
import { parseTime } from "@/queries/scope";

let lake: string;
let server: AthenaServer;
let place: Backend;
let dataDir: string;

beforeAll(async () => {
  const logs = newFolder();
  put(logs, "chain.json", CHAIN_LOG);
  lake = newFolder();
  await imported(logs, lake);
  server = await startAthenaServer({ lake });
});
afterAll(() => server.close());
afterEach(() => place.close());

async function answerOf(request: StepRequest): Promise<Answered | "scan"> {
  const [answer] = await startSteps(place, [request]);
  if (answer?.kind === "would-scan") return "scan";
  if (answer?.kind !== "started") throw new Error(`A request was answered ${answer?.kind}.`);
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(JSON.stringify(state));
  const rows = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { columns: state.columns, rows };
}

function around(isFree: boolean): ChainPlace {
  const [fromMs, toMs] = ["2026-03-20T22:00:00Z", "2026-03-21T00:00:00Z"].map(parseTime);
  const scope = { accounts: [], regions: [], fromMs: fromMs ?? 0, toMs: toMs ?? 0 };
  const step = { playbookId: "access-key-exposure", stepId: "key-owner" };
  const investigation = { ...step, scope, inputs: {}, filters: [] };
  return { investigation, isFree, maxWindowDays: 400 };
}

/** Runs that the audit log announces. */
const audited = () =>
  readFileSync(join(dataDir, "audit.jsonl"), "utf8").split('"did":"run"').length - 1;

const ALL_SESSIONS = MOST_HOPS * 3;

async function expectWhole(isFree: boolean): Promise<void> {
  const back = await findChain(CHAIN_ENDS.last, around(isFree), answerOf);
  expect([back.chain.openings.length, back.chain.end]).toEqual([MOST_HOPS, "long-lived"]);
  expect(back.tree).toEqual({ sessions: [], end: "whole" });
  const on = await findChain(CHAIN_ENDS.first, around(isFree), answerOf);
  expect([on.tree.sessions.length, on.tree.sessions.at(-1)?.hop]).toEqual([ALL_SESSIONS, 1]);
}

async function openLake(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const config = readConfig({ TRAILBOOK_DATA: lake, ...environment });
  const opened = config.ok ? await openDuckDbBackend(config.value) : config;
  if (!opened.ok) throw new Error(opened.failure.message);
  place = opened.value;
  dataDir = lake;
}

it("is one scan on the lake, back and on", async () => {
  await openLake();
  await expectWhole(true);
  expect(audited()).toBe(1);
});

it("is the one statement on Athena that a person opened", async () => {
  dataDir = newFolder();
  place = await backendAt(server.url, dataDir);
  const unopened = await findChain(CHAIN_ENDS.last, around(false), answerOf);
  expect([unopened.chain.end, unopened.tree.end]).toEqual(["scan", "scan"]);
  const [step] = openingRequests(CHAIN_ENDS.last, around(false));
  if (step) await answerOf({ ...step, mode: "open" });
  await expectWhole(false);
  expect(audited()).toBe(1);
});

it("is followed hop by hop where the openings are too many for a slice", async () => {
  await openLake({ TRAILBOOK_SLICE_EVENTS: "5" });
  const before = audited();
  await expectWhole(true);
  expect(audited() - before).toBeGreaterThan(MOST_HOPS);
});
