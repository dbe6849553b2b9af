/**
 * The rules as tables of literals that events are joined with: an engine hashes such a table once,
 * and a `case` over its names would be read branch by branch for every event.
 */
import { literal } from "../literal";
import type { Lines } from "../statement";
import { COUNTED_COLUMNS } from "./company";
import { ruleFieldSql } from "./condition-sql";
import { findsEach, isAboutFirsts, type Rule, type RuleField } from "./rule";
import { isAboutAll, type Watch, watchesOf, watchSql } from "./watches";

/** What an event must satisfy, or a value that it is counted by: its number in the statement is its place. */
type Numbered = readonly string[];

export type WatchTables = {
  readonly rules: readonly Rule[];
  readonly watches: readonly Watch[];
  /** Conditions of watches. */
  readonly tests: Numbered;
  /** Expressions of the values that watches count by. */
  readonly values: Numbered;
};

/** What a watch is, besides its rule. */
export const WATCH_COLUMNS = [
  ...COUNTED_COLUMNS,
  "test",
  "value1",
  "value2",
  "value3",
  "valueitem",
] as const;

/** The most values that are new together. */
const KEYS = [0, 1, 2] as const;

const joinedSql = (fields: readonly RuleField[]): string =>
  fields.map((field) => `coalesce(${ruleFieldSql(field)}, '')`).join(" || ' ' || ");

function keySqlOf({ keys }: Watch, at: number): string | null {
  const key = keys[at];
  return key === undefined ? null : ruleFieldSql(key);
}

/** The value whose different ones are counted; null where none is. */
function itemSqlOf({ distinct }: Watch): string | null {
  const [only, second] = distinct;
  if (only === undefined) return null;
  return second === undefined ? ruleFieldSql(only) : joinedSql(distinct);
}

const isText = (sql: string | null): sql is string => sql !== null;

/** Numbers what the statement names more than once. */
export function watchTables(rules: readonly Rule[]): WatchTables {
  const watches = rules.flatMap(watchesOf);
  const values = watches.flatMap((watch) => [
    ...KEYS.map((at) => keySqlOf(watch, at)),
    itemSqlOf(watch),
  ]);
  return {
    rules,
    watches,
    tests: [...new Set(watches.map(watchSql).filter(isText))],
    values: [...new Set(values.filter(isText))],
  };
}

/** Rows of literals as the table of a `join`. */
function valuesOf(rows: readonly (readonly (string | number)[])[], name: string): string {
  return `(values ${rows.map((row) => `(${row.join(", ")})`).join(", ")}) as ${name}`;
}

/** A number for SQL: the place in a list from 1, 0 where there is none. */
const placeIn = (list: Numbered, sql: string | null): number =>
  sql === null ? 0 : list.indexOf(sql) + 1;

/**
 * By the service and name of a call, or by the id of a rule about every call: the rules, and whether
 * they compare with the days before.
 * @param readsBack whether those of which each event is a finding do, too
 */
export function callsTable({ rules }: WatchTables, readsBack: boolean): string {
  const rows = rules.flatMap((rule, number) => {
    const called = Object.entries(rule.calls).flatMap(([source, names]) =>
      names.map((name) => `${source} ${name}`),
    );
    const compares = Number(isAboutFirsts(rule) || (readsBack && findsEach(rule)));
    return (isAboutAll(rule) ? [rule.id] : called).map((text) => [literal(text), number, compares]);
  });
  return valuesOf(rows, "calls (called, rule, readsback)");
}

/** By rule: its watches. Numbers of 0 are: no test, no value, no least number. */
export function watchesTable({ rules, watches, tests, values }: WatchTables): string {
  const rows = watches.map((watch, number) => [
    rules.indexOf(watch.rule),
    number,
    watch.isCountedApart ? 2 : Number(watch.isFirstSeen),
    watch.company?.atLeast ?? 0,
    watch.company?.distinctAtLeast ?? 0,
    placeIn(tests, watchSql(watch)),
    ...KEYS.map((at) => placeIn(values, keySqlOf(watch, at))),
    placeIn(values, itemSqlOf(watch)),
  ]);
  return valuesOf(rows, `watches (ofrule, ${WATCH_COLUMNS.join(", ")})`);
}

/** By rule: its texts. */
export function textsTable({ rules }: WatchTables): string {
  const rows = rules.map(({ id, severity, attack, usuallyBenign }, number) => [
    number,
    ...[id, severity, attack[0]?.tactic ?? "", attack[0]?.technique ?? "", usuallyBenign ?? ""].map(
      literal,
    ),
  ]);
  return valuesOf(rows, "texts (number, id, severity, tactic, technique, note)");
}

/** By rule: its texts for a reader. */
export function titlesTable({ rules }: WatchTables): string {
  const rows = rules.map(({ id, title, severity, attack }, number) => [
    number,
    ...[id, title, severity, attack[0]?.tactic ?? "", attack[0]?.technique ?? ""].map(literal),
  ]);
  return valuesOf(rows, "titles (number, id, title, severity, tactic, technique)");
}

function chosen(number: string, list: Numbered, otherwise: string): string {
  if (list.length === 0) return otherwise;
  return `case ${number} ${list.map((sql, index) => `when ${index + 1} then ${sql}`).join(" ")} else ${otherwise} end`;
}

/** Whether an event satisfies its watch. */
export function testSql({ tests }: WatchTables): string {
  return chosen("test", tests, "true");
}

/** The values by which an event counts, as columns. */
export function valueColumns({ values }: WatchTables): Lines {
  const none = "cast(null as varchar)";
  return [
    ...KEYS.map((at) => `${chosen(`value${at + 1}`, values, none)} as key${at + 1}`),
    `${chosen("valueitem", values, none)} as item`,
  ];
}
