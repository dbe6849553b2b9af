/** The demo account's incidents, queried as a page does: each engine finds what happened. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { copyOfSmallLake } from "@/e2e/lake";
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import type { DemoFact } from "@/lib/demo/incident-facts";
import { demoIncidents } from "@/lib/demo/incidents";
import { newFolder } from "@/lib/lake/lake.fixture";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { doneAnswer } from "@/lib/runs/done-answer.fixture";

let lake: string;
let server: AthenaServer;

beforeAll(async () => {
  lake = await copyOfSmallLake();
  server = await startAthenaServer({ lake, rates: false, queueDelayMs: 0, queryDelayMs: 1 });
});
afterAll(() => server.close());

const engines: Readonly<Record<string, () => Promise<Backend>>> = {
  lake: async () => {
    const config = readConfig({ TRAILBOOK_DATA: lake, ...NO_SLICES });
    const opened = config.ok ? await openDuckDbBackend(config.value) : config;
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  },
  // What a run will read is other tests' matter, and to list a month takes seconds.
  athena: () => backendAt(server.url, newFolder(), { ...NO_SLICES, TRAILBOOK_SIZES_WAIT_MS: "0" }),
};

function requestOf({ step, inputs, accounts = [] }: DemoFact, window: DemoFact["window"]) {
  const [playbookId = "", stepId = ""] = step.split("/");
  const { from, to } = window ?? { from: "", to: "" };
  return {
    playbookId,
    stepId,
    inputs,
    accounts,
    regions: [],
    from,
    to,
    filters: [],
    confirmed: true,
  };
}

async function rowsOf(place: Backend, request: AskedStep): Promise<readonly Row[]> {
  const [answer] = await startSteps(place, [request]);
  return (await doneAnswer(place, answer)).rows;
}

describe.each(Object.entries(engines))("on the %s engine", (_, open) => {
  let place: Backend;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place.close());

  describe.each(demoIncidents)("$title", ({ facts, window }) => {
    // Counts of ordinary events depend on how many were made, and tests make do with fewer.
    it.each(facts.filter(({ needsDefaults }) => !needsDefaults))("$step $inputs", async (fact) => {
      const rows = await rowsOf(place, requestOf(fact, fact.window ?? window));
      if (fact.rowCount !== undefined) expect(rows).toHaveLength(fact.rowCount);
      if (fact.rows !== undefined) expect(rows.slice(0, fact.rows.length)).toEqual(fact.rows);
    });
  });
});
