/**
 * Expressions over odd values: what the two engines make of each, outside of any query. A new function
 * in the compiler's SQL is added here with the values that it could be read differently for.
 */
import { readNetwork } from "@/queries/addresses";
import { type FieldName, fieldOf } from "@/queries/fields";
import { literal } from "@/queries/literal";
import { networkPattern } from "@/queries/networks";
import { type BareLake, openBareLake } from "../bare-lake";
import { type Case, type Group, onTrino } from "../cases";
import { differenceOf } from "../compare";
import type { Trino } from "../trino";

const inKey = (value: string): string => `{"k":${value}}`;

/** Texts by what is odd about them; `k` is looked for. */
const JSON_TEXTS: Readonly<Record<string, readonly string[]>> = {
  "texts that are not JSON": [
    ...["not json", "", " ", "{'k':'v'}", '{k:"v"}', '{"k":v}', '{"k":"cut', '{"k":', '{"k"}'],
    ...['{"a":tru,"k":"v"}', '{"k":"a\nb"}', '{"k":"\\x"}', '{"k":"\\u12"}', '\uFEFF{"k":"v"}'],
  ],
  "JSON without the key": [
    ...["null", "[]", '"k"', "1", "{}", '{"K":"v"}', '{"a":{"k":"inner"}}', '[{"k":"v"}]'],
  ],
  "repeated keys": ['{"k":"a","k":"b"}', '{"k":{"x":1},"k":"b"}', '{"k":null,"k":"b"}'],
  "whole and decimal numbers": [
    ...["1", "-1", "0", "1.0", "1.5", "12345678.9", "-0.0", "1e400", "0.00001"],
    "123456789012345678901234567890",
  ].map(inKey),
  "numbers that JSON does not have": ["01", "+1", ".5", "5."].map(inKey),
  "other values": [
    ...["true", "false", "null", "{}", '{"a":1}', "[]", "[1,2]", '""', '" a "'].map(inKey),
    ' \t\n{"k":"v"} ',
    '{"a":{"k":"inner"},"k":"outer"}',
    '{"\\u006b":"v"}',
    `{"a":${"[".repeat(200)}${"]".repeat(200)},"k":"deep"}`,
    inKey(JSON.stringify("x".repeat(20_000))),
  ],
  "escapes and wide letters": [
    ...['"a\\"b"', '"a\\\\b"', '"a\\/b"', '"\\b\\f\\n\\r\\t"', '"\\u00e9"'].map(inKey),
    ...['"\\ud83d\\udc68"', '"\u{1F468}"', '"\u2028"', '"\u007F"'].map(inKey),
  ],
};

/**
 * Where the engines differ: Trino stops reading at the value and returns numbers as they are written.
 * Columns of JSON are written from JSON values, so they hold no broken text; the numbers are rare.
 */
const KNOWN_DIFFERENCES: readonly (readonly [
  json: string,
  trino: string | null,
  lake: string | null,
])[] = [
  ['{"k":"v"} x', "v", null],
  ['{"k":"v"}{"k":"w"}', "v", null],
  ['{"k":"v"', "v", null],
  ['{"k":"v","a":tru}', "v", null],
  ['{"k":1.50}', "1.50", "1.5"],
  ['{"k":1e3}', "1e3", "1000.0"],
  ['{"k":-0}', "-0", "0"],
  ['{"k":NaN}', null, "NaN"],
];

const PATHS: readonly (readonly [json: string, path: string])[] = [
  ['{"a":{"b":"v"}}', "$.a.b"],
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

/** A field that is worked out from one column, over odd values of that column. */
const fieldOver = (name: FieldName, column: string, texts: readonly string[]): string =>
  `select n, ${fieldOf(name).expression} as value from (values ${values(texts)}) as t(n, ${column}) order by n`;

const NUMBERS: readonly string[] = [
  ...["0", "1024", "0.0", "12.9", "-5", "1.048576E7", "1.0E10", "9.9E99", "1e400", '"7"', '"7 "'],
  ...['"7\\n"', '"+7"', '"0x10"', '"NaN"', '"1d"', "null", "true", "{}", "999999999999999", '""'],
  ...["1234567890123456", '"\u0661"', "0.5", "1.5", "2.5"],
].map((value) => `{"bytesTransferredIn":${value},"bytesTransferredOut":3}`);

const AGENTS: readonly string[] = [
  "",
  " ",
  "\n",
  "[]",
  "aws-cli/2.15.30 Python/3.11.8 Linux/6.6.15 exe/x86_64.kali.2024 prompt/off",
  "[aws-cli/2.15.30 md/Botocore#1.34 os/macos#23.1 lang/python#3.11]",
  "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.1030 Linux/5.4]",
  "RDS Console, aws-internal/3 aws-sdk-java/1.12",
  "APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) aws-sdk-go-v2/1.16",
  "aws-sdk-go/1.55.5 (go1.22.9; linux; amd64) amazon-ssm-agent/3.3.1345.0",
  "Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/132.0.0.0 Safari/537.36 Edg/132.1",
  "Mozilla/5.0\nFirefox/1",
  "first/1\nsecond/2",
  "tool/1\r\n",
  "tool/1\u2028x",
  "\n[tool/1]",
  "é/1 你/2",
  "\u{1F468}\u200D\u{1F469}/1",
  "a\\b/1 c",
  "stratus-red-team_a9c1-22",
  "it's 100 %/1",
  "ec2.amazonaws.com",
  "ec2.amazonaws.com\n",
  "AWS Internal",
  "<Attacker/1>",
  "Boto3/1.26.165\u00A0Python/3.10",
  "///",
];

const NAMES: readonly string[] = [
  "",
  "/",
  "//a",
  "a",
  "a\n",
  "\na",
  "arn:aws:iam::111122223333:role/service-role/Admin",
  "arn:aws:ssm:us-east-1:1:parameter/x/y",
  "arn:aws:sns:us-east-1:1:topic",
  "arn:aws:sts::1:assumed-role/A\nB/c",
  "\narn:aws:iam::1:role/A",
  "arn:aws:iam::1:",
  "arn:::::x",
  "ARN:aws:iam::1:role/A",
  "arn:aws:iam:é:\u{1F468}:role/你",
  "a\u2028b/c",
  "a:b:c",
];

const NETWORKS: readonly string[] = [
  ...["203.0.113.0/24", "203.0.113.0/27", "2001:db8::/32", "2001:db8::/36", "2001:db8:40::/44"],
  ...["fe80::/10", "::1/128", "::ffff:203.0.113.0/121", "2001:db8:0:0:8000::/65"],
];

const ADDRESSES: readonly string[] = [
  ...["203.0.113.7", "203.0.113.32", "203.0.1.137", "::ffff:203.0.113.7", "::FFFF:CB00:7107"],
  ...["0:0:0:0:0:ffff:cb00:7187", "0000:0000:0000:0000:0000:FFFF:203.0.113.7", "::1", "0::0:1"],
  ...["2001:db8::1", "2001:DB8:4f::", "2001:0db8:0050:0000::", "2001:db8:fff:1:2:3:4:5", "FE9f::1"],
  ...[
    "2001:db8::8000:1:2:3",
    "2001:db8::1.2.3.4",
    "203.0.113.7\n",
    "\n203.0.113.7",
    "ec2.amazonaws.com",
  ],
];

const ARN_START = "^arn:[^:]*:[^:]*:[^:]*:[^:]*:";

/** Statements that both engines run as they are. */
const STATEMENTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(JSON_TEXTS).map(([what, texts]) => [
      `json_extract_scalar of ${what}`,
      over("json_extract_scalar(x, '$.k')", texts),
    ]),
  ),
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
  ...Object.fromEntries(
    (["agentproduct", "agentversion", "agentos", "agentsdk", "agentlanguage"] as const).map(
      (name) => [`${name} of odd user agents`, fieldOver(name, "useragent", AGENTS)],
    ),
  ),
  "bytes of odd numbers": fieldOver("bytes", "additionaleventdata", NUMBERS),
  ...Object.fromEntries(
    [`${ARN_START}(?:assumed-role/)([\\s\\S]+)`, `${ARN_START}([\\s\\S]+)`].map((pattern) => [
      `regexp_extract by ${pattern}`,
      over(`nullif(regexp_extract(x, ${literal(pattern)}, 1), '')`, NAMES),
    ]),
  ),
  ...Object.fromEntries(
    [
      `${ARN_START}([a-z-]+[:/])?`,
      "^[\\s\\S]*/",
      "^(arn:[^:]*:[^:]*:[^:]*:[^:]*:parameter)?/",
      "^[^:]*:",
    ].map((pattern) => [
      `regexp_replace of ${pattern}`,
      over(`regexp_replace(x, ${literal(pattern)}, '')`, NAMES),
    ]),
  ),
  ...Object.fromEntries(
    NETWORKS.map((text) => {
      const read = readNetwork(text);
      if (!read.ok) throw new Error(read.reason);
      const pattern = literal(`(?i)${networkPattern(read.network)}`);
      return [`regexp_like by the network ${text}`, over(`regexp_like(x, ${pattern})`, ADDRESSES)];
    }),
  ),
  "joined texts and NULL": "select 'a' || 'b', 'a' || '', 'a' || cast(null as varchar)",
  "division of whole numbers": "select 7 / 2, -7 / 2, 7 % 2, -7 % 2",
  "NULL in lists and comparisons": `select case when x in ('a', 'b') then 1 when x not in ('a', 'b') then 2 else 3 end, case when x <> 'a' or x is null then 1 else 0 end from (values (1, 'a'), (2, 'c'), (3, cast(null as varchar))) as t(n, x) order by n`,
  "grouping sets": `select a, b, count(*) as total from (values (1, 'x'), (1, cast(null as varchar)), (cast(null as integer), 'x')) as t(a, b) group by grouping sets ((a, b), (b)) order by 1, 2, 3`,
};

/** The known differences are as they are described: one that is gone, or new, fails the case. */
function knownDifferences(trino: Trino, lake: BareLake): Case {
  const sql = over(
    "json_extract_scalar(x, '$.k')",
    KNOWN_DIFFERENCES.map(([json]) => json),
  );
  const described = (engine: 1 | 2) =>
    KNOWN_DIFFERENCES.map((each, index) => [index, each[engine]]);
  return {
    name: "json_extract_scalar, the known differences",
    run: () =>
      onTrino(trino, { sql }, async ({ rows }) => {
        const difference =
          differenceOf(rows, described(1)) ?? differenceOf(described(2), await lake(sql));
        return {
          rows: rows.length,
          difference: difference && `Not as semantics.ts describes it. ${difference}`,
        };
      }),
  };
}

export const semanticsGroup: Group = {
  name: "semantics",
  cases: async ({ trino }) => {
    const lake = await openBareLake();
    const same = Object.entries(STATEMENTS).map(
      ([name, sql]): Case => ({
        name,
        run: () =>
          onTrino(trino, { sql }, async ({ rows }) => ({
            rows: rows.length,
            difference: differenceOf(rows, await lake(sql)),
          })),
      }),
    );
    return [...same, knownDifferences(trino, lake)];
  },
};
