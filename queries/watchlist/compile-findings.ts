/**
 * The statement for what the watchlist's rules find: one scan of the range and the days before it, in
 * which each event is matched with the rules of its call and counted in its company.
 */
import { expressionOf, predicateSql } from "../conditions";
import type { FieldName } from "../fields";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import { FINDING_COLUMNS, FINDING_EVENT_COLUMNS, type Predicate } from "../query";
import { DAY_MS, formatTime } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { caseOf, NOTHING, quotedList } from "./case-sql";
import { companyLines, ENOUGH, EVENT } from "./company";
import { ruleFieldSql } from "./condition-sql";
import type { Rule, RuleField } from "./rule";
import { fieldsOfWatches, isAboutAll, type Watch, watchesOf, watchSql } from "./watches";

/** How far back an event makes a later one no news. */
const HISTORY_DAYS = 30;
const SEVERITIES = ["high", "medium", "low"] as const;

export const FINDINGS_ORDER = `order by case severity ${SEVERITIES.map((each, index) => `when ${literal(each)} then ${index}`).join(" ")} end, total desc, rule, actor`;
export const FINDING_EVENTS_ORDER = "order by eventtime, eventid, rule";

/** The start of the days that a finding is compared with, milliseconds. */
export function historyFrom(fromMs: number): number {
  return fromMs - HISTORY_DAYS * DAY_MS;
}

/** The fields of the dictionary that rules read. */
export function fieldsOfRules(rules: readonly Rule[]): readonly FieldName[] {
  return [...new Set(fieldsOfWatches(rules.flatMap(watchesOf)))];
}

/** The events whose name is a rule's, or that a rule about every call is about; old ones only for what is first seen. */
function namedSql(watches: readonly Watch[], from: string): string {
  const namesOf = (some: readonly Watch[]) =>
    quotedList(some.flatMap(({ rule }) => Object.values(rule.calls).flat()));
  const sources = quotedList(watches.flatMap(({ rule }) => Object.keys(rule.calls)));
  const aboutAll = watches.filter(({ rule }) => isAboutAll(rule));
  const isRecent = `eventtime >= ${from}`;
  const older = watches.filter(({ isFirstSeen, rule }) => isFirstSeen && !isAboutAll(rule));
  const when = older.length === 0 ? isRecent : `(${isRecent} or eventname in (${namesOf(older)}))`;
  const named = [
    ...(sources === ""
      ? []
      : [`eventsource in (${sources}) and eventname in (${namesOf(watches)}) and ${when}`]),
    ...aboutAll.map((watch) => {
      const matched = watchSql(watch) ?? "true";
      return watch.isFirstSeen ? matched : `${isRecent} and ${matched}`;
    }),
  ];
  return named.map((each) => `(${each})`).join(" or ");
}

/** The watches of an event as an array, by its name; those about every call behind them. */
function watchesSql(watches: readonly Watch[]): string {
  const bySource = new Map<string, Map<string, string[]>>();
  for (const { id, rule } of watches)
    for (const [source, names] of Object.entries(rule.calls))
      for (const name of names) {
        const ofSource = bySource.get(source) ?? new Map<string, string[]>();
        bySource.set(source, ofSource.set(name, [...(ofSource.get(name) ?? []), id]));
      }
  const services = [...bySource].map(([source, names]) => {
    const branches = [...names].map(([name, ids]) => [name, `array[${quotedList(ids)}]`] as const);
    return [source, caseOf("eventname", branches, "array['']")] as const;
  });
  const named = caseOf("eventsource", services, "array['']");
  const aboutAll = watches.filter(({ rule }) => isAboutAll(rule)).map(({ id }) => id);
  return aboutAll.length === 0 ? named : `${named} || array[${quotedList(aboutAll)}]`;
}

const keySql = (watches: readonly Watch[], at: number): string =>
  caseOf(
    "watch",
    watches.flatMap(({ id, keys }) => {
      const key = keys[at];
      return key === undefined ? [] : [[id, ruleFieldSql(key)] as const];
    }),
    NOTHING,
  );

const joinedSql = (fields: readonly RuleField[]): string =>
  fields.map((field) => `coalesce(${ruleFieldSql(field)}, '')`).join(" || ' ' || ");

const distinctSql = (watches: readonly Watch[]): string =>
  caseOf(
    "watch",
    watches.flatMap(({ id, distinct }) => {
      const [only, second] = distinct;
      if (only === undefined) return [];
      return [[id, second === undefined ? ruleFieldSql(only) : joinedSql(distinct)] as const];
    }),
    NOTHING,
  );

/** The events that some rule names, each once, with a number among those of its id. */
function eventLines(
  watches: readonly Watch[],
  fields: readonly FieldName[],
  where: readonly Predicate[],
  { source, from, fromMs }: Read,
): Lines {
  const shown = fields.map((name) => {
    const expression = expressionOf(name, source);
    return expression === name ? name : `${expression} as ${identifier(name)}`;
  });
  const own = where.map((part) => predicateSql(part, source)).join(" and ") || "true";
  const named = [...selectFrom([...shown, `case when ${own} then '1' end as own`], from)];
  const numbered = [
    ...selectFrom(
      [
        ...fields.map(identifier),
        "own",
        "row_number() over (partition by eventid order by eventtime) as copy",
      ],
      nested(named),
    ),
    `where ${namedSql(watches, literal(formatTime(fromMs)))}`,
  ];
  return [
    ...selectFrom(
      [...fields.map(identifier), "own", "copy", `${watchesSql(watches)} as watches`],
      nested(numbered),
    ),
    ...(source.mayHoldDuplicates ? ["where copy = 1 or eventid is null"] : []),
  ];
}

/** A row for each event and watch that it matches, with the values that it is counted by. */
function matchLines(watches: readonly Watch[], fields: readonly FieldName[], events: Lines): Lines {
  const matched = caseOf(
    "watch",
    watches.flatMap((watch) => {
      const sql = watchSql(watch);
      return sql === null ? [] : [[watch.id, `case when ${sql} then '1' end`] as const];
    }),
    "'1'",
  );
  // Trino computes what is in an array once, and apart from what is around it.
  const tested = selectFrom(
    [...fields.map(identifier), "own", "copy", "watch", `array[${matched}] as tests`],
    [...nested(events), "cross join unnest(watches) as watching (watch)", "where watch <> ''"],
  );
  return selectFrom(
    [
      ...EVENT,
      "own",
      "copy",
      "watch",
      ...[0, 1, 2].map((at) => `${keySql(watches, at)} as key${at + 1}`),
      `${distinctSql(watches)} as item`,
    ],
    [...nested(tested), "cross join unnest(tests) as tested (matched)", "where matched = '1'"],
  );
}

/** A text of each rule, by its id. */
const ofRule = (rules: readonly Rule[], textOf: (rule: Rule) => string): string =>
  caseOf(
    "rule",
    rules.map((rule) => [rule.id, literal(textOf(rule))] as const),
    NOTHING,
  );

type Read = { readonly from: Lines; readonly source: Source; readonly fromMs: number };

/**
 * The statement's lines, without its order.
 * @param where what the shown events satisfy
 * @param read the rows of the range and of the days before it
 */
export function findingLines(
  kind: "findings" | "finding-events",
  where: readonly Predicate[],
  rules: readonly Rule[],
  read: Read,
): Lines {
  const watches = rules.flatMap(watchesOf);
  const fields = [...new Set([...EVENT, ...fieldsOfRules(rules)])];
  const events = eventLines(watches, fields, where, read);
  const matched = matchLines(watches, fields, events);
  const company = companyLines(watches, matched, literal(formatTime(read.fromMs)));
  const rule = caseOf(
    "watch",
    watches
      .filter(({ id, rule: { id: of } }) => id !== of)
      .map(({ id, rule: { id: of } }) => [id, literal(of)] as const),
    "watch",
  );
  // An event may be behind a finding by several signals of the rule.
  const found = [
    ...selectFrom([...EVENT, "copy", `${rule} as rule`], nested(company)),
    `where own = '1' and (${ENOUGH})`,
  ];
  const once = [
    ...selectFrom([...EVENT, "copy", "rule"], nested(found)),
    `group by ${[...EVENT, "copy", "rule"].join(", ")}`,
  ];
  const severity = `${ofRule(rules, (each) => each.severity)} as severity`;
  if (kind === "finding-events")
    return selectFrom(
      FINDING_EVENT_COLUMNS.map((name) => (name === "severity" ? severity : name)),
      nested(once),
    );
  const counted = [
    ...selectFrom(
      [
        "rule",
        "actor",
        `min(eventtime) as ${identifier("first")}`,
        `max(eventtime) as ${identifier("last")}`,
        "count(*) as total",
      ],
      nested(once),
    ),
    "group by rule, actor",
  ];
  const texts: Readonly<Record<string, string>> = {
    severity,
    tactic: `${ofRule(rules, ({ attack }) => attack[0]?.tactic ?? "")} as tactic`,
    technique: `${ofRule(rules, ({ attack }) => attack[0]?.technique ?? "")} as technique`,
    "benign-note": `${ofRule(rules, ({ usuallyBenign }) => usuallyBenign ?? "")} as ${identifier("benign-note")}`,
  };
  return selectFrom(
    FINDING_COLUMNS.map((name) => texts[name] ?? identifier(name)),
    nested(counted),
  );
}
