/** 100,000 hostile requests through every way from outside to SQL, the audit log and a terminal. */
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { terminalJson, terminalSql } from "@/lib/cli/terminal";
import { readConfig } from "@/lib/config";
import { hostile, MARK } from "@/lib/hostile-text.fixture";
import { onlySource } from "@/lib/investigation/choose-source";
import { oneScope } from "@/lib/investigation/default-range";
import { formatInvestigation, parseInvestigation } from "@/lib/investigation/investigation";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { csvRow } from "@/lib/text/csv";
import { sqlTokens } from "@/lib/text/sql-tokens";
import { INVISIBLE, visibleText } from "@/lib/text/visible-text";
import { fields } from "@/queries/fields";
import { allSteps } from "@/queries/index";
import { kindExample } from "@/queries/kinds";
import { readAsked } from "./asked.fixture";
import { audit } from "./audit";
import { findRecord, readRecordRequest } from "./event-record";
import { prepare } from "./prepare";

const TRIES = 100_000;
/** Each starts work on a disk or an engine, so there are fewer. */
const SLOW_TRIES = 2_000;
const WINDOW = { from: "2025-06-01T00:00:00Z", to: "2025-06-02T00:00:00Z" };

const maybe = (fine: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary: fine }, { weight: 1, arbitrary: hostile });

const filters = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...fields.map(({ name }) => name)),
      fc.constantFrom("is", "not", "contains"),
      hostile,
    )
    .map((parts) => parts.join(":")),
  hostile,
);

const requests = fc.constantFrom(...allSteps).chain(({ playbook, step }) =>
  fc.record({
    playbookId: maybe(fc.constant(playbook.id)),
    stepId: maybe(fc.constant(step.id)),
    inputs: fc.record(
      Object.fromEntries(
        step.inputs.map(({ name, kind }) => [name, maybe(fc.constant(kindExample(kind)))]),
      ),
      { requiredKeys: step.inputs.flatMap(({ name, required }) => (required ? [name] : [])) },
    ),
    accounts: fc.array(maybe(fc.constant("111122223333")), { maxLength: 2 }),
    regions: fc.array(maybe(fc.constant("us-east-1")), { maxLength: 2 }),
    from: maybe(fc.constant("2025-06-01T00:00:00Z")),
    to: maybe(fc.constant("2025-06-02T00:00:00Z")),
    filters: fc.array(filters, { maxLength: 2 }),
  }),
);

const sources = onlySource(lakeSource, "The local lake");
function isSentence(text: string): void {
  expect(visibleText(text)).toMatch(/^.+[.?]$/s);
}
const outsideStrings = (sql: string): string =>
  sqlTokens(sql)
    .filter(({ type }) => type !== "string")
    .map(({ text }) => text)
    .join("");

describe("hostile text", () => {
  it(`in ${TRIES} requests is refused with a sentence, or stays within literals`, () => {
    let compiled = 0;
    fc.assert(
      fc.property(requests, (request) => {
        const read = readAsked(request);
        const prepared = read.ok ? prepare(read.value, sources, 400) : read;
        if (!prepared.ok) return isSentence(prepared.failure.message);
        if ("inputProblems" in prepared.value)
          return Object.values(prepared.value.inputProblems).forEach(isSentence);
        compiled += 1;
        const { sql } = prepared.value.compiled;
        expect(outsideStrings(sql)).not.toContain(MARK);
        expect(terminalSql(sql).replaceAll(/[\n\t]/g, "")).not.toMatch(INVISIBLE);
      }),
      { seed: 1, numRuns: TRIES },
    );
    expect(compiled).toBeGreaterThan(TRIES / 50);
  });

  it(`in ${TRIES} links is read without a fault, and written back the same`, () => {
    const fallback = oneScope({ accounts: [], regions: [], fromMs: 0, toMs: 86_400_000 });
    const names = ["v", "step", "from", "to", "account", "filter", "sort", "event", "at", "trail"];
    const params = fc.array(fc.tuple(fc.constantFrom(...names, "run", "in.accessKeyId"), hostile), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(params, (given) => {
        const reading = parseInvestigation("general-purpose", new URLSearchParams(given), fallback);
        if (!reading) return;
        const written = new URL(formatInvestigation(reading.investigation), "http://localhost");
        const again = parseInvestigation("general-purpose", written.searchParams, fallback);
        expect(again?.investigation).toEqual(reading.investigation);
      }),
      { seed: 2, numRuns: TRIES },
    );
  });

  it(`in ${TRIES} cells starts no formula and no escape sequence`, () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(csvRow([text])).not.toMatch(/(^|[;"])[=+\-@]/);
        expect(terminalJson(JSON.stringify(text))).not.toMatch(INVISIBLE);
        expect(JSON.parse(terminalJson(JSON.stringify(text)))).toBe(text);
        expect(visibleText(text)).not.toMatch(INVISIBLE);
      }),
      { seed: 3, numRuns: TRIES },
    );
  });
});

describe("on a lake", () => {
  let place: Backend;
  beforeAll(async () => {
    const [from, lake] = [newFolder(), path.join(newFolder(), "lake")];
    put(from, "a.json", log(event(1)));
    await imported(from, lake);
    const config = readConfig({ TRAILBOOK_DATA: lake });
    const opened = config.ok ? await openDuckDbBackend(config.value) : config;
    if (!opened.ok) throw new Error(opened.failure.message);
    place = opened.value;
  });

  it(`${SLOW_TRIES} hostile record requests end in a sentence`, async () => {
    const records = fc.record({
      eventId: hostile,
      at: maybe(fc.constant("2025-06-01T10:00:00Z")),
      where: fc.option(maybe(fc.constant("111122223333/us-east-1"))),
      account: fc.array(maybe(fc.constant("111122223333")), { maxLength: 2 }),
      region: fc.array(maybe(fc.constant("us-east-1")), { maxLength: 2 }),
      run: fc.option(hostile),
    });
    const { signal } = new AbortController();
    await fc.assert(
      fc.asyncProperty(records, async ({ eventId, account, region, ...more }) => {
        const params = new URLSearchParams({ event: eventId, ...WINDOW });
        for (const [name, value] of Object.entries(more)) if (value) params.append(name, value);
        for (const value of account) params.append("account", value);
        for (const value of region) params.append("region", value);
        const link = `/playbooks/general-purpose?${params}`;
        const query = readRecordRequest({ link });
        const found = query.ok ? await findRecord(place, query.value, signal) : query;
        expect(found.ok).toBe(false);
        if (!found.ok) isSentence(found.failure.message);
      }),
      { seed: 4, numRuns: SLOW_TRIES },
    );
  });

  it(`${SLOW_TRIES} hostile audit lines are a line each`, async () => {
    const file = path.join(newFolder(), "audit.jsonl");
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (eventId, at) => {
        rmSync(file, { force: true });
        await audit(file, { did: "open-record", eventId, at });
        const text = readFileSync(file, "utf8");
        expect(text.indexOf("\n")).toBe(text.length - 1);
        expect(JSON.parse(text)).toMatchObject({ did: "open-record" });
      }),
      { seed: 5, numRuns: SLOW_TRIES },
    );
  });
});
