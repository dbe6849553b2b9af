/**
 * Expressions over odd values: what the two engines make of each, outside of any query. A new function
 * in the compiler's SQL is added here with the values that it could be read differently for.
 */
import { literal } from "@/queries/literal";
import { openBareLake } from "../bare-lake";
import { type Case, type Group, onTrino } from "../cases";
import { differenceOf } from "../compare";

const JSON_TEXTS: readonly string[] = [
  "not json",
  "",
  " ",
  "null",
  "[]",
  '"k"',
  "1",
  '{"k":"v"}',
  ' \t\n{"k":"v"} ',
  '{"k":"v"} x',
  '{"k":"v"}{"k":"w"}',
  '{"k":"v"}}',
  '{"k":"v"',
  '{"k":"v",}',
  '{"k":"v","a":tru}',
  '{"a":tru,"k":"v"}',
  '{"k":"a","k":"b"}',
  '{"k":{"x":1},"k":"b"}',
  '{"k":null,"k":"b"}',
  ...["1", "-1", "1.0", "1.50", "1e3", "1E+3", "-0", "-0.0", "1e400", "0.00001"].map(inKey),
  ...["123456789012345678901234567890", "12345678.9", "01", "+1", ".5", "5.", "NaN"].map(inKey),
  ...["true", "false", "null", "{}", '{"a":1}', "[]", "[1,2]", '""', '" a "'].map(inKey),
  ...['"a\\"b"', '"a\\\\b"', '"a\\/b"', '"\\b\\f\\n\\r\\t"', '"\\u00e9"'].map(inKey),
  ...['"\\ud83d\\udc68"', '"\u{1F468}"', '"\\u12"', '"\\x"', '"a\nb"', '"cut', "v"].map(inKey),
  "{'k':'v'}",
  '{k:"v"}',
  '{"K":"v"}',
  '{"\\u006b":"v"}',
  '{"a":{"k":"inner"}}',
  '{"a":{"k":"inner"},"k":"outer"}',
  '[{"k":"v"}]',
  '\uFEFF{"k":"v"}',
  `{"a":${"[".repeat(200)}${"]".repeat(200)},"k":"deep"}`,
  `{"k":${JSON.stringify("x".repeat(20_000))}}`,
];

function inKey(value: string): string {
  return `{"k":${value}}`;
}

const PATHS: readonly (readonly [json: string, path: string])[] = [
  ['{"a":{"b":"v"}}', "$.a.b"],
  ['{"a.b":"v","a":{"b":"w"}}', '$["a.b"]'],
  ['{"a":["x","y"]}', "$.a[1]"],
  ['{"a":["x","y"]}', "$.a[5]"],
  ['{"a":[{"b":"v"},{"b":"w"}]}', "$.a[1].b"],
  ['{"a":[{"b":"v"}]}', "$.a.b"],
  ['{"a":"v"}', "$.a.c"],
  ['{"a":"v"}', "$.b.c"],
  ['{"a":null}', "$.a.b"],
  ['{"a":"v"}', "$.A"],
];

const LETTERS = [
  "",
  " ",
  "a",
  "A",
  "Z",
  "_",
  "~",
  "aa",
  "a b",
  "é",
  "\uE000",
  "\uFFFD",
  "\u{1F600}",
];

const values = (texts: readonly string[]): string =>
  texts.map((text, index) => `(${index}, ${literal(text)})`).join(", ");

const over = (expression: string, texts: readonly string[]): string =>
  `select n, ${expression} as value from (values ${values(texts)}) as t(n, x) order by n`;

/** Statements that both engines run as they are. */
const STATEMENTS: Readonly<Record<string, string>> = {
  "json_extract_scalar of every kind of text": over("json_extract_scalar(x, '$.k')", JSON_TEXTS),
  "json_extract_scalar paths": PATHS.map(
    ([json, path], index) =>
      `select ${index} as n, json_extract_scalar(${literal(json)}, ${literal(path)}) as value`,
  )
    .join(" union all ")
    .concat(" order by n"),
  "like over line breaks and wide letters": over("x like 'a_b' escape '\\'", [
    "a\nb",
    "a\r\nb",
    "a\u{1F468}b",
    "axb",
    "ab",
    "a_b",
  ]),
  "like with escapes": over("x like '%100\\%\\_\\\\%' escape '\\'", [
    "100%_\\",
    "100x_\\",
    "100%x\\",
  ]),
  "order of texts, NULL last": `select x from (values ${LETTERS.map((each) => `(${literal(each)})`).join(", ")}, (cast(null as varchar))) as t(x) order by x`,
  "order of counts, then NULL last": `select x, count(*) as total from (values ('b'), (cast(null as varchar)), ('a'), ('a'), ('c')) as t(x) group by 1 order by total desc, x`,
  "substr by letters": over("substr(x, 2, 1)", ["a\u{1F468}b", "é1", "e\u0301", "", "a"]),
  "count distinct leaves NULL out": `select count(distinct x), count(*) from (values ('a'), ('a'), (cast(null as varchar))) as t(x)`,
  "row_number puts NULLs together": `select y, row_number() over (partition by x order by y) as copy from (values (cast(null as varchar), 1), (null, 2), ('a', 3), ('a', 4)) as t(x, y) order by y`,
  "division of whole numbers": "select 7 / 2, -7 / 2, 7 % 2, -7 % 2",
  "NULL in lists and comparisons": `select case when x in ('a', 'b') then 1 when x not in ('a', 'b') then 2 else 3 end, case when x <> 'a' or x is null then 1 else 0 end from (values (1, 'a'), (2, 'c'), (3, cast(null as varchar))) as t(n, x) order by n`,
  "grouping sets": `select a, b, count(*) as total from (values (1, 'x'), (1, cast(null as varchar)), (cast(null as integer), 'x')) as t(a, b) group by grouping sets ((a, b), (b)) order by 1, 2, 3`,
};

export const semanticsGroup: Group = {
  name: "semantics",
  cases: async ({ trino }) => {
    const lake = await openBareLake();
    return Object.entries(STATEMENTS).map(
      ([name, sql]): Case => ({
        name,
        run: () =>
          onTrino(trino, { sql }, async ({ rows }) => ({
            rows: rows.length,
            difference: differenceOf(rows, await lake(sql)),
          })),
      }),
    );
  },
};
