/** The statement for hits, on a real DuckDB: random rules find the events that they match in memory. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import type { Tree } from "../expression-value";
import { fieldOf } from "../fields";
import { layouts } from "../layouts";
import { identifier, literal } from "../literal";
import { outsideSubset } from "../subset.fixture";
import { matches, ruleValue } from "../watchlist/evaluate";
import { compileHits, fieldsOfHits, hitLines, partsThatFit } from "./compile-hits";
import { readSigmaRule, type SigmaRule } from "./sigma-rule";

const TEXTS = [
  "",
  "a",
  "A",
  "ab",
  "a%b",
  "a_b",
  "a*b",
  "a\\b",
  "İ",
  "ΑΣ",
  "👨x",
  "x'y",
  "a\nb",
  "null",
];
const text = fc.constantFrom(...TEXTS);
const name = fc.constantFrom("CreateUser", "createuser", "GetUser", "Run");

/** What lists hold: a name leads to a value, a list, a list of lists, or nothing. */
const element = fc.oneof(
  text,
  fc.constant(null),
  fc.record(
    {
      n: fc.oneof(
        text,
        fc.array(fc.oneof(text, fc.integer({ min: 4, max: 6 }), fc.constant({ m: "a" })), {
          maxLength: 3,
        }),
        fc.constant([["a"]]),
        fc.array(fc.record({ m: text }), { maxLength: 2 }),
      ),
    },
    { requiredKeys: [] },
  ),
);

const record = fc.record(
  {
    eventName: name,
    eventSource: fc.constantFrom("iam.amazonaws.com", "IAM.amazonaws.com", "s3.amazonaws.com"),
    userAgent: text,
    errorCode: text,
    userIdentity: fc.record({ arn: text, userName: text }, { requiredKeys: [] }),
    requestParameters: fc.record(
      {
        userName: text,
        a: fc.oneof(text, fc.integer({ min: -9, max: 9 }), fc.boolean(), fc.constant(null)),
        b: fc.oneof(fc.constant([]), fc.constant({}), fc.array(fc.constantFrom("a", "x"))),
        l: fc.oneof(element, fc.array(element, { maxLength: 3 }), fc.constant({ 0: { n: "a" } })),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["eventName", "eventSource"] },
);

const FIELDS = [
  "userAgent",
  "errorCode",
  "userIdentity.arn",
  "requestParameters.userName",
  "requestParameters.a",
  "requestParameters.l",
  "requestParameters.l.n",
  "requestParameters.l.n.m",
];
const field = fc.constantFrom(...FIELDS);
/** Two fields are compared without a look into lists. */
const plainField = fc.constantFrom(...FIELDS.slice(0, 5));
const glob = fc.constantFrom(
  "",
  "a",
  "A*",
  "*b",
  "?b",
  "a\\*b",
  "a\\\\b",
  "a%b",
  "a_b",
  "*",
  "i*",
  "ας",
  "??",
  "👨?",
  "5",
  "TRUE",
  "x'y",
);
const place = fc.constantFrom("", "|contains", "|startswith", "|endswith");
const cased = fc.constantFrom("", "|cased");
const regex = fc.constantFrom(
  "a",
  "^a.?b$",
  "[^a]+",
  "\\w\\W",
  "^[a-b*\\]]+$",
  "(?:a|A)b?",
  "x{1,2}",
  "a|",
  "\\*",
);

const test = fc.oneof(
  fc
    .tuple(field, place, cased, fc.array(glob, { minLength: 1, maxLength: 3 }))
    .map(([on, where, casing, values]) => ({ [`${on}${where}${casing}`]: values })),
  fc.tuple(field, fc.boolean()).map(([on, is]) => ({ [`${on}|exists`]: is })),
  field.map((on) => ({ [on]: null })),
  fc
    .tuple(field, fc.constantFrom("", "|i"), regex)
    .map(([on, flag, re]) => ({ [`${on}|re${flag}`]: re })),
  fc.tuple(plainField, plainField).map(([on, other]) => ({ [`${on}|fieldref`]: other })),
  fc.constantFrom<Tree>(
    { "requestParameters.b|contains": "x" },
    { "requestParameters.b|exists": true },
  ),
);
const calls = fc.oneof(
  fc.constant({}),
  name.map((eventName) => ({ eventName })),
  fc
    .tuple(name, name)
    .map(([one, other]) => ({ eventName: [one, other], eventSource: "iam.amazonaws.com" })),
  fc.constant({ "eventName|startswith": "create" }),
);
const condition = fc.constantFrom(
  "selection and a",
  "selection and not a",
  "selection and not 1 of them",
  "(selection and a) or b",
  "a or b",
  "all of them",
  "selection and (a or not b)",
  "not selection",
  "selection",
);

function readAll(detections: readonly Tree[]): readonly SigmaRule[] {
  return detections.map((detection, index) => {
    const id = `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`;
    const logsource = { product: "aws", service: "cloudtrail" };
    const read = readSigmaRule({ title: `It's ${index}`, id, logsource, detection });
    if ("refused" in read) throw new Error(`${read.refused} ${JSON.stringify(detection)}`);
    return read;
  });
}

const rules = fc
  .array(fc.record({ selection: calls, a: test, b: test, condition }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((detections) =>
    detections.map(({ selection, ...rest }) =>
      // A detection without a call has no empty part.
      Object.keys(selection).length > 0
        ? { selection, ...rest }
        : { selection: { "eventName|contains": "" }, ...rest },
    ),
  );

let open: Promise<DuckDBConnection> | null = null;
async function connect(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  return connection;
}
function connected(): Promise<DuckDBConnection> {
  open ??= connect();
  return open;
}

/** The rows of a statement over records as a table with the fields of the rules as columns. */
async function rowsOf(
  kind: "hits" | "hit-events",
  read: readonly SigmaRule[],
  records: readonly Tree[],
) {
  const columns = fieldsOfHits(read, kind);
  const selects = records.map((each, index) => {
    const values = columns.map((column) => {
      const value =
        column === "eventid"
          ? `e${index}`
          : column === "eventtime"
            ? "2026-03-01T00:00:00Z"
            : columnValue(column, each);
      return `${value === null ? "null::varchar" : literal(value)} as ${identifier(column)}`;
    });
    return `select ${values.join(", ")}`;
  });
  const connection = await connected();
  await connection.run(`create or replace table t as ${selects.join(" union all ")}`);
  const events = [`select ${columns.map(identifier).join(", ")}`, "from t"];
  return (
    await connection.runAndReadAll(hitLines(kind, read, events).join("\n"))
  ).getRowObjectsJson();
}

/** JSON columns have their text, other columns their value. */
function columnValue(column: ReturnType<typeof fieldsOfHits>[number], each: Tree): string | null {
  if (fieldOf(column).kind !== "json") return ruleValue(column, each);
  const json = Object.entries(each).find(([key]) => key.toLowerCase() === column)?.[1];
  return json === undefined ? null : JSON.stringify(json);
}

describe("the statement for the hits of rules", () => {
  it("finds what the rules match in memory, whatever they test", async () => {
    const cases = fc.tuple(rules, fc.array(record, { minLength: 1, maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([detections, records]) => {
        const read = readAll(detections);
        const found = await rowsOf("hit-events", read, records);
        const inMemory = read.flatMap(({ rule }) =>
          records.flatMap((each, index) => (matches(rule, each) ? [`${rule.id} e${index}`] : [])),
        );
        expect(found.map(({ rule, eventid }) => `${rule} ${eventid}`).sort()).toEqual(
          inMemory.sort(),
        );
        const counts = await rowsOf("hits", read, records);
        expect(counts.reduce((sum, { total }) => sum + Number(total), 0)).toBe(inMemory.length);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  const one = readAll([
    { a: { eventName: ["CreateUser", "GetUser"], "userIdentity.arn|re": "x+" }, condition: "a" },
    { a: { "userAgent|contains": "kali" }, condition: "a" },
  ]);

  it("counts copies of an event once, and events without an id each", async () => {
    const [read] = one;
    if (!read) throw new Error("There is no rule.");
    const events = (id: string) =>
      `select '2026-03-01T00:00:00Z' as eventtime, 'iam.amazonaws.com' as eventsource, 'GetUser' as eventname, ${["principalid", "sourceipaddress", "useragent", "errorcode", "awsregion", "recipientaccountid"].map((column) => `null::varchar as ${column}`).join(", ")}, 'x' as arn, ${id} as eventid`;
    const connection = await connected();
    const rows = ["'same'", "'same'", "null::varchar", "null::varchar"]
      .map(events)
      .join(" union all ");
    const lines = hitLines("hits", [read], [`select * from (${rows})`]);
    const [row] = (await connection.runAndReadAll(lines.join("\n"))).getRowObjectsJson();
    expect(row).toMatchObject({ rule: read.rule.id, title: "It's 0", author: "", total: "3" });
  });

  const SCOPE = {
    accounts: [],
    regions: [],
    fromMs: Date.UTC(2026, 2, 1),
    toMs: Date.UTC(2026, 2, 2),
  };
  const SOURCE = {
    table: "cloudtrail",
    layout: layouts["hive-org"],
    deliveryLagMs: 0,
    mayHoldDuplicates: true,
  } as const;

  it("is one text in the subset that reads the table once", () => {
    for (const kind of ["hits", "hit-events", "hunted-events"] as const) {
      const compiled = compileHits(kind, one, SCOPE, SOURCE);
      if ("refused" in compiled) throw new Error(compiled.refused);
      expect(outsideSubset(compiled.sql)).toEqual([]);
      expect(compiled.sql.split("from cloudtrail")).toHaveLength(2);
    }
  });

  const many = readAll(
    Array.from({ length: 6_000 }, (_, index) => ({
      a: { eventName: `Call${index}` },
      condition: "a",
    })),
  );

  it("comes in as few parts as Athena accepts, each rule in one", () => {
    const parts = partsThatFit("hits", many, SCOPE, SOURCE);
    if ("refused" in parts) throw new Error(parts.refused);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flat()).toEqual(many);
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1]?.slice(0, 1) ?? [];
      expect("sql" in compileHits("hits", part, SCOPE, SOURCE)).toBe(true);
      // One rule more would not fit.
      if (next.length > 0)
        expect("sql" in compileHits("hits", [...part, ...next], SCOPE, SOURCE)).toBe(false);
    }
  });

  it("is refused with the rule that is too long by itself, or with what is wrong with the scope", () => {
    const values = Array.from({ length: 900 }, (_, index) => `${"x".repeat(300)}${index}`);
    const long = readAll([{ a: { "userAgent|contains": values }, condition: "a" }]);
    expect(partsThatFit("hits", [...many, ...long], SCOPE, SOURCE)).toEqual({
      refused: expect.stringMatching(/^The rule “It's 0” cannot be run\. .*Athena/),
    });
    const noTime = { ...SCOPE, toMs: SCOPE.fromMs };
    expect(partsThatFit("hits", many, noTime, SOURCE)).toEqual(
      compileHits("hits", one, noTime, SOURCE),
    );
  });
});
