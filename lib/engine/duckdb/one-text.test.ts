import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { TrinoSqlLexer } from "dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js";
import { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isFullRun } from "@/lib/full-run.fixture";
import { TABLE_COLUMNS } from "@/lib/lake/record/record-sql";
import { compile } from "@/queries/compile";
import { fields } from "@/queries/fields";
import { layouts } from "@/queries/layouts";
import { identifier, likeLiteral, literal, literalProblem } from "@/queries/literal";
import type { Predicate } from "@/queries/query";
import { allStatements, sliceStatements, usualStatements } from "@/queries/statements.fixture";
import { isOneStatement } from "./session";
import { TRINO_MACROS } from "./trino-macros";

const HOSTILE = [
  "'",
  "''",
  "\\",
  "\\'",
  "\\\\'",
  "' or 1=1 --",
  "\\' or 1=1 --",
  "'; DROP TABLE x; --",
  '"',
  "`",
  "%",
  "_",
  "\\%",
  "\\_",
  "%_\\%",
  "--",
  "/*",
  "*/",
  ";",
  "$1",
  "?",
  ":x",
  "{{x}}",
  "$" + "{x}",
  "\n",
  "\r\n",
  "\t",
  "a\nb",
  "line\n  indented",
  "\u202Eabc",
  "\u200B",
  "é",
  "e\u0301",
  "日本語",
  "😀",
  "\uFEFF",
  "\u2028",
  "U&'\\0041'",
  "x'41'",
  "E'\\n'",
  "N'x'",
  "NULL",
  "null",
  '=HYPERLINK("http://x")',
  "<script>alert(1)</script>",
  "a".repeat(8192),
  " ",
  "  lead",
  "trail  ",
  "'||version()||'",
  "'') union select 1 --",
  "\u0001",
  "\u007f",
  "\\u0027",
  "&#39;",
  "＇",
  "ʼ",
];

const texts = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  {
    weight: 2,
    arbitrary: fc
      .string({ unit: "binary", maxLength: 60 })
      .filter((text) => literalProblem(text) === null),
  },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom("'", "\\", "%", "_", "-", ";", '"', "a", "\n", " ", "é"),
      maxLength: 12,
    }),
  },
);

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
});

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

const trino = new TrinoSQL();

/** The statement's tokens in Trino's grammar, with every string literal and white space taken out. */
const shapeOf = (sql: string): string =>
  trino
    .getAllTokens(sql)
    .filter(({ channel }) => channel === 0)
    .map(({ type, text }) => (type === TrinoSqlLexer.STRING ? "text" : text))
    .join(" ");

const BATCH = 50;
const BATCHES = 210;

describe("literals", () => {
  const batches = fc.sample(fc.array(texts, { minLength: BATCH, maxLength: BATCH }), {
    numRuns: BATCHES,
    seed: 31337,
  });
  batches[0]?.splice(0, BATCH, ...HOSTILE.slice(0, BATCH));

  it(`${BATCH * BATCHES} random and hostile strings come back as they went in`, {
    timeout: 300_000,
  }, async () => {
    for (const batch of batches) {
      const sql = `select ${batch.map((text, index) => `'|' || ${literal(text)} as c${index}`).join(", ")}`;
      expect(await rowsOf(sql)).toEqual([batch.map((text) => `|${text}`)]);
    }
  });

  it("leave the shape of the statement as it is", { timeout: 300_000 }, () => {
    const statement = (batch: readonly string[]) =>
      `select a from t where a in (${batch.map(literal).join(", ")}) and b = 'x'`;
    const plain = shapeOf(statement(Array.from({ length: BATCH }, () => "x")));
    for (const batch of batches) expect(shapeOf(statement(batch))).toBe(plain);
  });

  it("in LIKE match themselves and no other text", { timeout: 300_000 }, async () => {
    for (const batch of batches.slice(0, 40)) {
      const columns = batch.flatMap((text, index) => [
        `${literal(text)} like ${likeLiteral(text, "anywhere")} as a${index}`,
        `${literal(`${text}x`)} like ${likeLiteral(text, "end")} as b${index}`,
        `${literal(`x${text}`)} like ${likeLiteral(text, "start")} as c${index}`,
      ]);
      const [row = []] = await rowsOf(`select ${columns.join(", ")}`);
      batch.forEach((text, index) => {
        const expected = [true, `${text}x`.endsWith(text), `x${text}`.startsWith(text)];
        expect(row.slice(index * 3, index * 3 + 3), JSON.stringify(text)).toEqual(expected);
      });
    }
  });

  it("refuse NUL and half surrogates", () => {
    for (const text of ["a\0b", "\uD83D", "\uDE00", "\uD83D\uD83D\uDE00"]) {
      expect(literalProblem(text)).toMatch(/^It contains/);
      expect(() => literal(text)).toThrow("Not a literal");
    }
    expect(literalProblem("😀")).toBeNull();
  });

  it("pass through a whole compiled query unharmed, line breaks and all", async () => {
    const scope = {
      accounts: ["111122223333", "444455556666"],
      regions: [],
      fromMs: 0,
      toMs: 86_400_000,
    };
    const source = {
      table: "cloudtrail",
      layout: layouts.partitioner,
      deliveryLagMs: 0,
      mayHoldDuplicates: true,
    };
    const sqlFor = (value: string) => {
      const where: readonly Predicate[] = [
        { op: "is", field: "useragent", value },
        { op: "isNot", field: "username", value },
        { op: "contains", field: "errormessage", value },
      ];
      const result = compile(
        { where, answer: { kind: "events", columns: ["eventid"] }, limit: null },
        scope,
        source,
      );
      return "sql" in result ? result.sql : "";
    };
    const plain = shapeOf(sqlFor("x"));
    for (const text of HOSTILE) {
      expect(shapeOf(sqlFor(text)), JSON.stringify(text)).toBe(plain);
      expect(sqlFor(text)).toContain(`useragent = ${literal(text)}`);
    }
  });
});

describe("every statement runs on DuckDB as it is", () => {
  const days = "year varchar, month varchar, day varchar";
  const dates = `"timestamp" varchar, account_partition varchar, region_partition varchar, date_partition varchar`;
  const table = `${TABLE_COLUMNS}, account varchar, region varchar, ${days}, ${dates}, "$path" varchar`;

  beforeAll(async () => {
    for (const name of ["cloudtrail", "cloudtrail_111122223333", "cloudtrail_444455556666"])
      await connection.run(`create table ${name} (${table})`);
    const columns = [...fields.map(({ name }) => identifier(name)), "filedaccount", "filedregion"];
    const marks = ["q0", "q1", "q2"].map((mark) => `${mark} varchar`);
    const slice = [...columns.map((name) => `${name} varchar`), ...marks, "total varchar"];
    await connection.run(`create table slice (${slice.join(", ")})`);
  });

  const statements = isFullRun() ? [...allStatements, ...sliceStatements] : usualStatements;
  it.each(statements)("$name", async ({ sql }) => {
    expect(await isOneStatement(connection, sql)).toBe(true);
    expect(await rowsOf(sql)).toEqual([]);
  });

  it("and more than one statement is noticed", async () => {
    expect(await isOneStatement(connection, "select 1; drop table slice")).toBe(false);
    expect(await isOneStatement(connection, "")).toBe(false);
    expect(await isOneStatement(connection, "selec 1")).toBe(false);
  });
});
