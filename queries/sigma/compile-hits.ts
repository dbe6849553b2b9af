/**
 * The statement for the hits of rules from outside: one scan, in which a list of the rules by call is
 * joined to the events, and each pair is tested. Rules that test the same share the test's text.
 */
import { namedSql } from "../conditions";
import { EVENT_ROW, type FieldName, fieldOf } from "../fields";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import { planScope } from "../named-places";
import type { Scope } from "../scope";
import {
  type Lines,
  linesBytes,
  MAX_STATEMENT_BYTES,
  nested,
  type PlannedStatement,
  type Refusal,
  selectFrom,
  toStatement,
} from "../statement";
import { readTables } from "../tables";
import { columnsIn, conditionSql } from "../watchlist/condition-sql";
import { lowered } from "../watchlist/glob";
import { type RuleCondition, SEVERITIES } from "../watchlist/rule";
import { callsOf } from "./calls-of";
import type { SigmaRule } from "./sigma-rule";

/**
 * What is shown of the hits: a row for each rule, or one for each rule and event; in a hunt, with its
 * actor and what the records of an act share.
 */
export type HitsKind = "hits" | "hit-events" | "hunted-events";

/** The fields that are shown of an event. */
const SHOWN: Readonly<Record<HitsKind, readonly FieldName[]>> = {
  hits: EVENT_ROW,
  "hit-events": EVENT_ROW,
  "hunted-events": [...EVENT_ROW, "actor", "sharedeventid", "accesskeyid"],
};

const OF_RULE = ["rule", "severity", "title", "author"] as const;

export const HIT_COLUMNS: Readonly<Record<HitsKind, readonly string[]>> = {
  hits: [...OF_RULE, "total", "first", "last"],
  "hit-events": [...OF_RULE, ...SHOWN["hit-events"]],
  "hunted-events": [...OF_RULE, ...SHOWN["hunted-events"]],
};

const ORDER: Readonly<Record<HitsKind, string>> = {
  hits: `order by case severity ${SEVERITIES.map((each, index) => `when ${literal(each)} then ${index}`).join(" ")} end, total desc, rule`,
  "hit-events": "order by eventtime, eventid, rule",
  "hunted-events": "order by eventtime, eventid, rule",
};

/** Rows of values as a table that is joined to the one before. */
function joined(rows: readonly string[], name: string, columns: readonly string[]): Lines {
  return [
    "cross join (values",
    ...rows.map((row, index) => `  (${row})${index < rows.length - 1 ? "," : ""}`),
    `) as ${name} (${columns.join(", ")})`,
  ];
}

/** Each test once, by number; 0 where there is none. */
function numberTests(tests: readonly (RuleCondition | null)[]) {
  const numbers = new Map<string, number>();
  const numberOf = (test: RuleCondition | null): number => {
    if (test === null) return 0;
    const sql = conditionSql(test);
    const number = numbers.get(sql) ?? numbers.size + 1;
    numbers.set(sql, number);
    return number;
  };
  return { ofRules: tests.map(numberOf), sqls: [...numbers].map(([sql]) => sql) };
}

/** The pairs of a rule and an event that it matches, copies of an event included. */
function matchLines(rules: readonly SigmaRule[], events: Lines, fields: readonly FieldName[]) {
  const calls = rules.map(({ condition }) => callsOf(condition));
  const { ofRules, sqls } = numberTests(calls.map(({ rest }) => rest));
  const isAnyName = calls.some(({ names }) => names === null);
  const sought = calls.flatMap(({ sources, names }, index) =>
    (sources ?? [""]).flatMap((source) =>
      (names ?? [""]).map(
        (name) =>
          `${index + 1}, ${literal(lowered(source))}, ${literal(lowered(name))}, ${ofRules[index] ?? 0}`,
      ),
    ),
  );
  const test =
    sqls.length === 0
      ? []
      : [
          "and case ruletest",
          ...sqls.map((sql, index) => `  when ${index + 1} then ${sql}`),
          "  else true end",
        ];
  return [
    ...selectFrom(
      [
        "rulenumber",
        ...fields.map(identifier),
        "row_number() over (partition by rulenumber, eventid order by eventtime) as copy",
      ],
      nested(events),
    ),
    // A rule about any call has no name.
    ...(isAnyName ? ["cross join unnest(array[lower(eventname), '']) as named (callname)"] : []),
    ...joined([...new Set(sought)], "sought", ["rulenumber", "rulesource", "rulename", "ruletest"]),
    `where rulename = ${isAnyName ? "callname" : "lower(eventname)"}`,
    "and rulesource in ('', lower(eventsource))",
    ...test,
  ];
}

/** The statement's lines over rows with their fields as columns, with its order. */
export function hitLines(kind: HitsKind, rules: readonly SigmaRule[], events: Lines): Lines {
  const fields = fieldsOfHits(rules, kind);
  const shown = SHOWN[kind].map(identifier);
  const matched = matchLines(rules, events, fields);
  const once = [
    ...selectFrom(["rulenumber", ...shown], nested(matched)),
    "where copy = 1 or eventid is null",
  ];
  const described = joined(
    rules.map(
      ({ rule, author }, index) =>
        `${index + 1}, ${[rule.id, rule.severity, rule.title, author ?? ""].map(literal).join(", ")}`,
    ),
    "described",
    ["describednumber", ...OF_RULE],
  );
  if (kind !== "hits")
    return [
      ...selectFrom([...OF_RULE, ...shown], nested(once)),
      ...described,
      "where describednumber = rulenumber",
      ORDER[kind],
    ];
  const counted = [
    ...selectFrom(
      [
        "rulenumber",
        "count(*) as total",
        `min(eventtime) as ${identifier("first")}`,
        `max(eventtime) as ${identifier("last")}`,
      ],
      nested(once),
    ),
    "group by 1",
  ];
  return [
    ...selectFrom(HIT_COLUMNS.hits.map(identifier), nested(counted)),
    ...described,
    "where describednumber = rulenumber",
    ORDER[kind],
  ];
}

/** The fields of the dictionary that the hits of rules read. */
export function fieldsOfHits(rules: readonly SigmaRule[], kind: HitsKind): readonly FieldName[] {
  return [...new Set([...SHOWN[kind], ...rules.flatMap(({ condition }) => columnsIn(condition))])];
}

export type CompiledHits = PlannedStatement & {
  readonly columns: readonly string[];
  /** Fields of the rules that the source's table does not have: they come out as NULL. */
  readonly missingFields: readonly FieldName[];
};

/**
 * Compiles the statement for the hits of rules. Refused, with the reason, where Athena would not
 * accept it; `partsThatFit` makes several of more rules.
 */
export function compileHits(
  kind: HitsKind,
  rules: readonly SigmaRule[],
  chosen: Scope,
  source: Source,
): CompiledHits | Refusal {
  if (rules.length === 0) return { refused: "There is no rule to look for." };
  const start = planScope(chosen, source);
  if ("refused" in start) return start;
  const { scope, planned } = start;
  const fields = fieldsOfHits(rules, kind);
  const read = readTables({ where: [], fields }, scope, source, planned);
  const columns = fields.map((name) => namedSql(name, read.source));
  const lines = hitLines(kind, rules, selectFrom(columns, read.from));
  const statement = toStatement(lines, { plan: planned, paths: read.paths }, read);
  if ("refused" in statement) return statement;
  const missingFields = source.layout.lacksNewerFields
    ? fields.filter((name) => fieldOf(name).newer)
    : [];
  return { ...statement, columns: HIT_COLUMNS[kind], missingFields };
}

/** Whether a rule by itself makes too long a statement, however few tables are read. */
export function isTooLong(rule: SigmaRule): boolean {
  return linesBytes(hitLines("hunted-events", [rule], [])) > MAX_STATEMENT_BYTES;
}

/** The most rules, from the first on, whose statement is accepted. */
function mostThatFit(fits: (count: number) => boolean, total: number): number {
  let [most, least] = [0, total];
  while (least - most > 1) {
    const middle = Math.floor((most + least) / 2);
    if (fits(middle)) most = middle;
    else least = middle;
  }
  return most;
}

/**
 * The rules in parts whose statements Athena accepts, in order and as few as can be. Refused, with the
 * reason, where the scope is, or where one rule alone makes too long a statement.
 */
export function partsThatFit(
  kind: HitsKind,
  rules: readonly SigmaRule[],
  scope: Scope,
  source: Source,
): readonly (readonly SigmaRule[])[] | Refusal {
  const start = planScope(scope, source);
  if ("refused" in start) return start;
  const parts: (readonly SigmaRule[])[] = [];
  for (let rest = rules; rest.length > 0; ) {
    const fits = (count: number): boolean =>
      !("refused" in compileHits(kind, rest.slice(0, count), scope, source));
    const most = fits(rest.length) ? rest.length : mostThatFit(fits, rest.length);
    if (most === 0) return refusedAlone(kind, rest.slice(0, 1), scope, source);
    parts.push(rest.slice(0, most));
    rest = rest.slice(most);
  }
  return parts;
}

function refusedAlone(...given: Parameters<typeof compileHits>): Refusal {
  const [, rules] = given;
  const compiled = compileHits(...given);
  const why = "refused" in compiled ? compiled.refused : "";
  return { refused: `The rule “${rules[0]?.rule.title ?? ""}” cannot be run. ${why}` };
}
