import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Dialect, parse, transpile } from "@polyglot-sql/sdk";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "@/queries/compile";
import { layouts } from "@/queries/layouts";
import { likeLiteral, literal, literalProblem } from "@/queries/literal";
import type { Predicate } from "@/queries/query";
import { TRINO_MACROS, translate } from "./translate";

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
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
});

const duckdb = (sql: string): string => {
  const translated = translate(sql, new Set());
  if (!translated.ok) throw new Error(translated.failure.message);
  return translated.value.sql;
};

const rowsOf = async (sql: string) => (await connection.runAndReadAll(duckdb(sql))).getRowsJson();

/** The parsed statement with every string literal and source position taken out. */
const shapeOf = (sql: string): string =>
  JSON.stringify(parse(sql, Dialect.Trino).ast, (key, value) =>
    key === "span"
      ? undefined
      : key === "literal" && value?.literal_type === "string"
        ? "text"
        : value,
  );

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

  it("are read as trino, for the athena reader takes a backslash for an escape", async () => {
    const sql = `select 'x' = ${literal("\\' or 1=1 --")} as matched`;
    expect(await rowsOf(sql)).toEqual([[false]]);
    expect(transpile(sql, Dialect.Athena, Dialect.DuckDB).sql?.[0]).toMatch(/OR 1 = 1/);
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

describe("functions keep Trino's meaning", () => {
  /** From Trino's documentation of each function. */
  it.each([
    [`json_extract_scalar('{"a":"x"}', '$.a')`, "x"],
    [`json_extract_scalar('{"a":{"b":1}}', '$.a')`, null],
    [`json_extract_scalar('{"a":[1]}', '$.a')`, null],
    [`json_extract_scalar('{"a":7}', '$.a')`, "7"],
    [`json_extract_scalar('{"a":true}', '$.a')`, "true"],
    [`json_extract_scalar('{"a":null}', '$.a')`, null],
    [`json_extract_scalar('{"b":1}', '$.a')`, null],
    [`json_extract_scalar('{"a":', '$.a')`, null],
    [`json_extract_scalar(cast(null as varchar), '$.a')`, null],
    [`json_format(cast(cast(null as varchar) as json))`, null],
    ["cast(null as varchar)", null],
    ["'a' like 'a%' escape '\\'", true],
    ["'a%' like 'a\\%' escape '\\'", true],
    ["'ab' like 'a\\%' escape '\\'", false],
    ["'A' like 'a' escape '\\'", false],
    ["'a' || null", null],
    ["not (cast(null as varchar) like 'x%' escape '\\')", null],
  ])("%s", async (expression, expected) => {
    expect(await rowsOf(`select ${expression} as value`)).toEqual([[expected]]);
  });

  it("counts, orders and numbers rows as Trino does", async () => {
    const values =
      "(values ('b', '1'), ('a', '1'), ('a', '2'), (cast(null as varchar), '3')) as t(k, id)";
    expect(
      await rowsOf(
        `select k, count(distinct id) as total from ${values} group by 1 order by total desc, k`,
      ),
    ).toEqual([
      ["a", "2"],
      ["b", "1"],
      [null, "1"],
    ]);
    const copies = `select k, id, row_number() over (partition by id order by k) as copy from ${values}`;
    expect(
      await rowsOf(`select k, id from (${copies}) where copy = 1 order by id limit 2`),
    ).toEqual([
      ["a", "1"],
      ["a", "2"],
    ]);
  });

  it("orders text by its bytes, capitals first", async () => {
    expect(
      await rowsOf("select k from (values ('b'), ('B'), ('a'), ('é'), ('z')) as t(k) order by k"),
    ).toEqual([["B"], ["a"], ["b"], ["z"], ["é"]]);
  });

  it("writes an array of rows as JSON with its names", async () => {
    await connection.run(
      "create table r as select [{'arn': 'x', 'accountid': null::varchar}] as resources",
    );
    expect(await rowsOf("select json_format(cast(resources as json)) as r from r")).toEqual([
      ['[{"arn":"x","accountid":null}]'],
    ]);
  });
});

describe("partition conditions", () => {
  const columns = new Set(["year", "month", "region"]);
  const conditionsOf = (sql: string) => {
    const translated = translate(sql, columns);
    return translated.ok ? translated.value.partitionConditions : translated.failure.message;
  };
  it("are found in every select, and only those", () => {
    expect(
      conditionsOf(
        "select a from t where year = '2024' and eventtime >= 'x' and (month = '01' or month = '02')",
      ),
    ).toEqual(["year = '2024' AND (month = '01' OR month = '02')"]);
    expect(
      conditionsOf(
        "select a from (select a from t where year = '1' union all select a from u where b = '2')",
      ),
    ).toEqual(["year = '1'", ""]);
    expect(conditionsOf("select a from t where year = '1' or b = '2'")).toEqual([""]);
  });
  it("come from one statement alone", () => {
    expect(conditionsOf("select 1; drop table t")).toMatch(/one statement/);
    expect(conditionsOf("selec 1")).toMatch(/one statement|could not/);
  });
});
