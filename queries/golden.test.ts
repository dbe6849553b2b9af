import { readdirSync } from "node:fs";
import { TrinoSQL } from "dt-sql-parser";
import { describe, expect, it } from "vitest";
import { compile } from "./compile";
import { fields } from "./fields";
import { allSteps } from "./index";
import { kindExample } from "./kinds";
import { type Layout, layouts } from "./layouts";
import { bind, type Step } from "./playbook";

const parser = new TrinoSQL();

/** Three days over a border of months and years, two accounts, one region. */
const scope = {
  accounts: ["111122223333", "444455556666"],
  regions: ["us-east-1"],
  fromMs: Date.UTC(2023, 11, 30),
  toMs: Date.UTC(2024, 0, 2),
};

/** Every required input with its kind's example; the search step with a few of its fields. */
function exampleInputs(step: Step): Readonly<Record<string, string>> {
  const some = new Set(["userAgent", "bucketName", "tlsVersion"]);
  const shown = step.inputs.filter(({ name, required }) => required || some.has(name));
  return Object.fromEntries(
    shown.map(({ name, kind }) => [name, kindExample(kind) || "it's 100 %"]),
  );
}

function compiled(step: Step, layout: Layout): string {
  const source = { table: "cloudtrail", layout, deliveryLagMs: 3_600_000, mayHoldDuplicates: true };
  const result = compile(bind(step, exampleInputs(step)), scope, source);
  if ("refused" in result) throw new Error(result.refused);
  return result.sql;
}

/** One step for an hour, with the first and last files of each place's days left out. */
const HOUR = "hour-exact.sql";

function compiledHour(layout: Layout): string {
  const hour = { fromMs: Date.UTC(2024, 0, 1, 13), toMs: Date.UTC(2024, 0, 1, 14) };
  const base = "s3://acme-logs/AWSLogs/o-a1b2c3d4e5/";
  const [account = ""] = scope.accounts;
  const folders = layout.tablePerAccount
    ? scope.accounts.map((each) => ({ base, account: each }))
    : [layout.columns.length === 1 ? { base, account, region: "us-east-1" } : { base }];
  const source = {
    table: "cloudtrail",
    layout,
    deliveryLagMs: 3_600_000,
    mayHoldDuplicates: true,
    logFolders: folders,
  };
  const step = allSteps.find(({ step: { id } }) => id === "common-errors")?.step;
  if (!step) throw new Error("The step is gone.");
  const result = compile(bind(step, {}), { ...scope, ...hour }, source);
  if ("refused" in result) throw new Error(result.refused);
  return result.sql;
}

describe("golden SQL", () => {
  for (const { playbook, step } of allSteps) {
    it(`${playbook.id}/${step.id} on every layout`, async () => {
      const texts = Object.values<Layout>(layouts).map((layout) => {
        const sql = compiled(step, layout);
        expect(parser.validate(sql), sql).toEqual([]);
        return `-- ${layout.name}\n${sql};\n`;
      });
      await expect(texts.join("\n")).toMatchFileSnapshot(`golden/${playbook.id}.${step.id}.sql`);
    });
  }

  it("of an hour, where the log files' names are CloudTrail's, on every layout", async () => {
    const texts = Object.values<Layout>(layouts).map((layout) => {
      const sql = compiledHour(layout);
      expect(parser.validate(sql), sql).toEqual([]);
      return `-- ${layout.name}\n${sql};\n`;
    });
    await expect(texts.join("\n")).toMatchFileSnapshot(`golden/${HOUR}`);
  });

  it("is there for every step and for none that is gone", () => {
    const kept = readdirSync(new URL("golden", import.meta.url)).sort();
    const steps = allSteps.map(({ playbook, step }) => `${playbook.id}.${step.id}.sql`);
    expect(kept).toEqual([...steps, HOUR].sort());
  });

  it("every field of the dictionary reads as Trino's SQL", () => {
    const source = {
      table: "t",
      layout: layouts.bootstrap,
      deliveryLagMs: 0,
      mayHoldDuplicates: true,
    };
    const columns = fields.map(({ name }) => name);
    const result = compile(
      { where: [], answer: { kind: "events", columns }, limit: 5 },
      scope,
      source,
    );
    expect("sql" in result ? parser.validate(result.sql) : result).toEqual([]);
  });

  it("the grammar does refuse what is no SQL", () => {
    expect(parser.validate("select from where")).not.toEqual([]);
  });
});
