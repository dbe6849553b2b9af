/**
 * Paths that lead through lists. A log may have a list where a path has only names, so `request.a.b` is
 * also `request.a[i].b`, `request.a.b[i]` and `request.a[i].b[k]`, each of which is written out. Services
 * with XML interfaces have the name `items` before each list: then there are lists behind it alone.
 */
import { likeLiteral, literal } from "../literal";
import type { RuleCondition, RulePath } from "./rule";

/** How many lists a path may lead through: each is one more number. */
const NUMBERS = ["i", "k"] as const;
export const MOST_LISTS = NUMBERS.length;

/** Both engines read the JSON once for each element, so that a list has a bound. */
const MOST_ELEMENTS = 1_000;

const ITEMS = "items";

/** Which names of a path may have a list behind them. */
const mayBeList = (names: readonly string[]): readonly boolean[] =>
  names.map((name) => name === ITEMS || !names.includes(ITEMS));

/** How many lists a path leads through by its names. */
export function listsIn(names: readonly string[]): number {
  return names.filter((name) => name === ITEMS).length;
}

/** Whether a path leads to an element of a list. */
export function isElement(path: string): boolean {
  return path.includes("[");
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A path in a JSON column as SQL: a literal, with the numbers of elements between its parts. */
export function pathSql(path: string): string {
  const [first = "", ...rest] = path.split(/\[(\w)\]/);
  return rest.reduce(
    (sql, part, index) =>
      index % 2 === 0
        ? `${sql} || '[' || cast(${part} as varchar) || `
        : `${sql}${literal(`]${part}`)}`,
    literal(`$.${first}`),
  );
}

type Writers = {
  readonly testSql: (test: RuleCondition) => string;
  readonly columnSql: (field: RulePath) => string;
  /** The JSON at a path. */
  readonly jsonSql: (path: RulePath) => string;
};

type InLists = Extract<RuleCondition, { op: "inLists" }>;

const anyOf = (sqls: readonly string[]): string =>
  sqls.length === 1 ? sqls.join() : `(${sqls.join(" or ")})`;

/** A test of the value at a path, or of a text, number or boolean within lists, as SQL. */
export function inListsSql({ field, of }: InLists, writers: Writers): string {
  const { testSql, columnSql, jsonSql } = writers;
  const testAt = (path: string): string =>
    anyOf(of.map((test) => testSql({ ...test, field: path as RulePath })));
  const [root = "", ...names] = field.split(".");
  const mayBe = mayBeList(names);
  /** From a name on, a list behind each: its elements are tested, and those of a list further on. */
  const inListsFrom = (
    path: string,
    from: number,
    [number, ...others]: readonly string[],
  ): readonly string[] => {
    if (number === undefined) return [];
    return names.flatMap((_, index) => {
      if (index < from || !mayBe[index]) return [];
      const list = [path, ...names.slice(from, index + 1)].join(".");
      const element = `${list}[${number}]`;
      const whole = [element, ...names.slice(index + 1)].join(".");
      const tests = [testAt(whole), ...inListsFrom(element, index + 1, others)];
      const size = `cast(json_array_length(${jsonSql(list as RulePath)}) as bigint)`;
      const numbers = `sequence(0, least(${size}, ${MOST_ELEMENTS}) - 1)`;
      return `case when ${size} > 0 then cardinality(filter(${numbers}, ${number} -> ${anyOf(tests)})) > 0 end`;
    });
  };
  const column = columnSql(field);
  // Most events have no list, or not the name: then nothing is read.
  const hasList = `${column} like '%[%' and ${column} like ${likeLiteral(`"${names.at(-1)}"`, "anywhere")}`;
  const within = anyOf(inListsFrom(root, 0, NUMBERS));
  return `(${testAt(field)} or case when ${hasList} then ${within} end)`;
}

/** The texts, numbers and booleans at a path that are within lists. */
export function valuesInLists(value: unknown, names: readonly string[]): readonly unknown[] {
  const mayBe = mayBeList(names);
  const below = (each: unknown, at: number, lists: number): readonly unknown[] => {
    const name = names[at];
    if (name === undefined) return lists > 0 && typeof each !== "object" ? [each] : [];
    return isTree(each) && Object.hasOwn(each, name) ? from(each[name], at + 1, lists) : [];
  };
  const from = (each: unknown, at: number, lists: number): readonly unknown[] => {
    const isList = Array.isArray(each) && lists < MOST_LISTS && mayBe[at - 1] === true;
    const elements = isList ? each.slice(0, MOST_ELEMENTS) : [];
    return [
      ...below(each, at, lists),
      ...elements.flatMap((element: unknown) => below(element, at, lists + 1)),
    ];
  };
  return from(value, 0, 0);
}
