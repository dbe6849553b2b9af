import { describe, expect, it } from "vitest";
import { compile } from "./compile";
import { applyFilters, type Filter, formatList } from "./filters";
import { allSteps, playbooks } from "./index";
import { layouts, type Source } from "./layouts";
import { compileMultiCount, isCount } from "./multi-count";
import { bind, entityOf } from "./playbook";
import { type EventQuery, is } from "./query";
import type { Scope } from "./scope";
import { compileSlice } from "./slices";
import type { PlannedStatement, Refusal } from "./statement";
import { exampleInputs } from "./statements.fixture";

const ATHENA_LIMIT_BYTES = 262_144;

/** Over the end of a year, where the condition on the dates is longest. */
const scopeOf = (accounts: number): Scope => ({
  accounts: Array.from({ length: accounts }, (_, at) => String(111_100_000_000 + at)),
  regions: [],
  fromMs: Date.UTC(2023, 10, 17, 5),
  toMs: Date.UTC(2024, 1, 11, 7),
});

const source: Source = {
  table: "security_logs.cloudtrail",
  layout: layouts.partitioner,
  deliveryLagMs: 3_600_000,
  mayHoldDuplicates: true,
};

/** Log files under CloudTrail's names, so that the hours that are not read are named for each table. */
const byHours = (accounts: readonly string[]): Source => ({
  ...source,
  regions: ["us-east-1"],
  logFolders: accounts.map((account) => ({
    base: "s3://acme-organization-logs/AWSLogs/o-a1b2c3d4e5/",
    account,
  })),
});

const bytesOf = (statement: PlannedStatement | Refusal): number =>
  "refused" in statement ? Number.NaN : Buffer.byteLength(statement.sql);
const refusalOf = (statement: PlannedStatement | Refusal): string =>
  "refused" in statement ? statement.refused : "";

const countsOf = (scope: Scope) =>
  playbooks.map((playbook) => ({
    queries: playbook.steps
      .filter(({ inputs }) => inputs.length === 0)
      .map((step) => bind(step, {}))
      .filter(isCount),
    scope,
  }));

describe.each([60, 145])("%i accounts with a table each", (accounts) => {
  const scope = scopeOf(accounts);
  it.each(allSteps)(
    "$playbook.id/$step.id fits into one statement, and so does its slice",
    ({ playbook, step }) => {
      const inputs = exampleInputs(step);
      expect(bytesOf(compile(bind(step, inputs), scope, source))).toBeLessThan(ATHENA_LIMIT_BYTES);
      const where = entityOf(playbook, step, inputs);
      if (where)
        expect(bytesOf(compileSlice({ where, scope }, source, 100_000))).toBeLessThan(
          ATHENA_LIMIT_BYTES,
        );
    },
  );

  it("the counts of a playbook fit into one statement", () => {
    for (const multiCount of countsOf(scope).filter(({ queries }) => queries.length > 0))
      expect(bytesOf(compileMultiCount(multiCount, source, 100_000))).toBeLessThan(
        ATHENA_LIMIT_BYTES,
      );
  });

  it("an hour of each fits as well, with the files that it skips", () => {
    const hour = { ...scope, fromMs: Date.UTC(2024, 0, 5, 13), toMs: Date.UTC(2024, 0, 5, 14) };
    const step = allSteps.find(({ step: { id } }) => id === "search")?.step;
    if (!step) throw new Error("There is no search step.");
    const statement = compile(bind(step, exampleInputs(step)), hour, byHours(scope.accounts));
    expect(bytesOf(statement)).toBeLessThan(ATHENA_LIMIT_BYTES);
  });
});

describe("more accounts than one statement can read", () => {
  it("are refused with the number that fits", () => {
    for (const { step } of allSteps)
      expect(refusalOf(compile(bind(step, exampleInputs(step)), scopeOf(300), source))).toBe(
        "These 300 accounts have a table each, and one query can read at most 145. Choose at most 145 accounts.",
      );
  });

  it("do not matter where all accounts are in one table", () => {
    const hive = { ...source, layout: layouts["hive-org"] };
    for (const { step } of allSteps)
      expect(refusalOf(compile(bind(step, exampleInputs(step)), scopeOf(300), hive))).toBe("");
  });
});

describe("a statement that is too long", () => {
  const query = (letters: number): EventQuery => ({
    where: [is("useragent", "x".repeat(letters))],
    answer: { kind: "counts", by: ["eventname"], as: "total" },
    limit: null,
  });

  it("names the accounts where they are the cause", () => {
    expect(refusalOf(compile(query(220_000), scopeOf(145), source))).toMatch(
      /^The query is longer than the 256 KiB that Athena accepts\. Choose at most \d+ of the 145 accounts\.$/,
    );
  });

  it("names the filters where they are the cause", () => {
    expect(refusalOf(compile(query(280_000), scopeOf(1), source))).toMatch(
      /Remove some of its filters or of their values, or choose fewer accounts\.$/,
    );
  });

  it("is none about an actor, however many sessions it has, and one of all their names", () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `AROAEXAMPLEIDAAAAAAAA:session-${at}`);
    const search = (...filters: readonly Filter[]) =>
      compile(applyFilters({ ...query(1), where: [] }, filters), scopeOf(1), source);
    const actor: Filter = { field: "actor", op: "is", value: "Admin/alice" };
    expect(refusalOf(search(actor))).toBe("");
    const all: Filter = { field: "principalid", op: "any", value: formatList(names) };
    expect(refusalOf(search(all))).toMatch(/longer than the 256 KiB .* or of their values/);
  });
});
