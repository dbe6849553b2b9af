/** What the golden files write as names: long fields, counts, conditions, and the scope of each layout. */
import { compile } from "./compile";
import { expressionOf, predicateSql } from "./conditions";
import {
  ACT_NUMBER,
  COPY_NUMBER,
  eventCount,
  eventCountOf,
  FIRST_COPIES,
  FIRST_OF_ACTS,
} from "./event-count";
import { fields } from "./fields";
import { findPlaybook } from "./index";
import { kindExample } from "./kinds";
import type { Layout, Source } from "./layouts";
import { MEASURES, measureSql } from "./measures";
import { bind } from "./playbook";
import { changes } from "./playbooks/change-calls";
import { opensSession } from "./playbooks/sessions-opened";
import { denied } from "./query";
import { DAY_MS, type Scope } from "./scope";
import { type Definition, onOneLine } from "./short-sql.fixture";
import { MADE } from "./signals/features";
import { means } from "./spellings";
import { GOLDEN_SCOPE, sourceOf, sqlOf } from "./statements.fixture";

const HISTORY_DAYS = 30;
const HISTORY: Scope = { ...GOLDEN_SCOPE, fromMs: GOLDEN_SCOPE.fromMs - HISTORY_DAYS * DAY_MS };

/** Text that is longer or less clear than its name. */
const isExpression = ({ sql }: Definition): boolean =>
  /[( .]/.test(sql) && !/^cast\(null/.test(sql);

/** The fields of the dictionary as a layout's table has them, and what a profile makes of them. */
export function fieldNames(layout: Layout): readonly Definition[] {
  const source = sourceOf(layout);
  return [
    ...fields.map(({ name }) => ({ name, sql: expressionOf(name, source) })),
    ...Object.entries(MADE).flatMap(([name, made]) =>
      "sql" in made ? [{ name, sql: made.sql }] : [],
    ),
  ].filter(isExpression);
}

/** The condition on a session: by its id, key, ARN or actor. */
function sessionSql(source: Source): readonly Definition[] {
  const owner = findPlaybook("session")?.steps.find(({ id }) => id === "session-owner");
  const query = owner && bind(owner, { session: kindExample("session") });
  return (query?.where ?? []).map((each) => ({
    name: "is the session",
    sql: predicateSql(each, source),
  }));
}

/** Counts of events, and conditions that several steps share. */
export function sharedNames(layout: Layout): readonly Definition[] {
  const source = sourceOf(layout);
  const address = kindExample("sourceIp");
  const countOf = (condition: string) => eventCountOf(source, condition);
  return [
    { name: "events", sql: eventCount(source) },
    { name: "copy", sql: COPY_NUMBER },
    { name: "first copies", sql: FIRST_COPIES },
    { name: "number of the act", sql: ACT_NUMBER },
    { name: "first of acts", sql: FIRST_OF_ACTS },
    ...MEASURES.map((name) => ({ name, sql: measureSql(name, countOf) })),
    { name: "is denied", sql: predicateSql(denied, source) },
    { name: "opens a session", sql: predicateSql(opensSession, source) },
    ...sessionSql(source),
    { name: "is the address", sql: predicateSql(means("sourceipaddress", address), source) },
    { name: "is a change", sql: changes.map((each) => predicateSql(each, source)).join(" and ") },
  ];
}

/** The conditions of a scope alone, as they are on a layout: of its partitions, and of its window. */
function scopeSql(scope: Scope, layout: Layout): readonly string[] {
  const query = { where: [], answer: { kind: "days" }, limit: null } as const;
  const sql = onOneLine(sqlOf(compile(query, scope, sourceOf(layout))));
  const [, conditions = ""] = / where (.*) group by 1 order by eventday$/.exec(sql) ?? [];
  // Each table of a union has the first, and the union the second.
  const [, partitions, window] = /^(.*?) union all .*\) where (.*)$/.exec(conditions) ?? [];
  return partitions && window ? [partitions, window] : [conditions];
}

/** The scope of the golden statements on a layout, and the same with the days before it. */
export function scopeNames(layout: Layout): readonly Definition[] {
  return Object.entries({ scope: GOLDEN_SCOPE, "scope and days before": HISTORY }).flatMap(
    ([name, scope]) => {
      const [partitions = "", window] = scopeSql(scope, layout);
      return window === undefined
        ? [{ name, sql: partitions }]
        : [
            { name, sql: partitions },
            { name: `window of ${name}`, sql: window },
          ];
    },
  );
}
