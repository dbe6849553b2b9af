import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { literal } from "@/queries/literal";
import { TRINO_MACROS } from "./trino-macros";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
});

const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();

describe("functions have Trino's meaning on DuckDB", () => {
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
    [`json_extract_scalar('{"a":1} x', '$.a')`, null],
    [`json_extract_scalar('{"a":"x"}{"a":"y"}', '$.a')`, null],
    [`json_extract_scalar('', '$.a')`, null],
    [`json_extract_scalar('"a"', '$.a')`, null],
    [`json_extract_scalar('{"a":"x","a":"y"}', '$.a')`, "x"],
    [`json_extract_scalar('{"a":""}', '$.a')`, ""],
    [`json_extract_scalar('{"a":"\\u00e9\\ud83d\\udc68\\/"}', '$.a')`, "é👨/"],
    [`json_extract_scalar('{"a":{"b":"x"}}', '$.a.b')`, "x"],
    [`json_format(cast(cast(null as varchar) as json))`, null],
    [`json_format(json_extract('{"a":[{"b":1}]}', '$.a[' || '0' || ']'))`, '{"b":1}'],
    [`json_format(json_extract('{"a":1}', '$.b'))`, null],
    [`json_format(json_extract('{"a":', '$.a'))`, null],
    [`json_size('{"x":{"a":1,"b":2}}', '$.x')`, "2"],
    [`json_size('{"x":[1,2,3]}', '$.x')`, "3"],
    [`json_size('{"x":{"a":1,"b":2}}', '$.x.a')`, "0"],
    [`json_size('{"x":[]}', '$.y')`, null],
    [`json_size('{"x":', '$.x')`, null],
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

  /** Measured on Trino 476: null members are written, characters above U+FFFF are escaped. */
  it.each([
    ["x", "x"],
    ["é 你 \uFFFF / <&'", "é 你 \uFFFF / <&'"],
    ['"\\\b\t\n\f\r\u0001\u001F', '\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001F'],
    ["\u{1F468}\u200D\u{1F469}", "\\uD83D\\uDC68\u200D\\uD83D\\uDC69"],
    ["\u{10000}\u{10FFFF}", "\\uD800\\uDC00\\uDBFF\\uDFFF"],
  ])("json_format writes an array of rows as Trino does: %j", async (text, written) => {
    const rows = `[{'arn': ${literal(text)}, 'accountid': cast(null as varchar)}]`;
    expect(await rowsOf(`select json_format(cast(${rows} as json)) as r`)).toEqual([
      [`[{"arn":"${written}","accountid":null}]`],
    ]);
  });
});
