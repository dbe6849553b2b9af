/** An expression's value for one record: what its SQL gives for the record's row. */
import type { Condition, JsonColumn, Text } from "./expression";
import { NUMBER_PATTERN } from "./expression-sql";

/** A record as JSON has it, such as `{"eventName": …, "userIdentity": {…}}`. */
export type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A member by its name; the table's columns have the record's names in lower case. */
function member(tree: unknown, name: string): unknown {
  if (!isTree(tree)) return undefined;
  const key = Object.keys(tree).find((each) => each.toLowerCase() === name);
  return key === undefined ? undefined : tree[key];
}

/** A scalar as text; null for anything else. */
const scalar = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : null;

/** JSON of a column: of a record it is a value already, of a row it is text. */
function jsonOf(record: Tree, column: JsonColumn): unknown {
  const value = member(record, column);
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** What is at a path of a JSON column. */
export function atPath(record: Tree, column: JsonColumn, path: string): unknown {
  let inside = jsonOf(record, column);
  for (const name of path.split(/[.[\]]+/).filter((part) => part !== "")) {
    if (Array.isArray(inside)) inside = inside[Number(name)];
    else inside = isTree(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined;
  }
  return inside;
}

const columnOf = (record: Tree, path: string): string | null =>
  scalar(path.split(".").reduce<unknown>(member, record)) || null;

function firstResource(record: Tree): string | null {
  const resources = member(record, "resources");
  return Array.isArray(resources) ? scalar(member(resources[0], "arn")) : null;
}

/** SQL's patterns write the end of a text as `\z`, JavaScript's as `$`. */
export function regExp(pattern: string, flags = "u"): RegExp {
  return new RegExp(pattern.replace(/(?<!\\)((?:\\\\)*)\\z/g, "$1$"), flags);
}

const NUMBER = regExp(NUMBER_PATTERN);
const MOST = 2 ** 63;

function sumOf(texts: readonly (string | null)[]): string | null {
  if (texts.every((text) => text === null)) return null;
  const numbers = texts.map((text) => (NUMBER.test(text ?? "") ? Math.floor(Number(text)) : 0));
  const total = numbers.reduce((all, each) => all + each, 0);
  return total < MOST ? BigInt(total).toString() : null;
}

/**
 * The value of a text for a record, or for a row with its JSON as text. Numbers come out as
 * JavaScript writes them: `1.0` as `1`.
 */
export function evaluate(text: Text, record: Tree): string | null {
  switch (text.is) {
    case "column":
      return columnOf(record, text.path);
    case "json":
      return scalar(atPath(record, text.column, text.path));
    case "firstResource":
      return firstResource(record);
    case "nothing":
      return null;
    case "constant":
      return text.text;
    case "joined": {
      const parts = text.of.map((part) => evaluate(part, record));
      return parts.includes(null) ? null : parts.join("");
    }
    case "first": {
      for (const part of text.of) {
        const value = evaluate(part, record);
        if (value !== null) return value;
      }
      return null;
    }
    case "cases": {
      const holds = text.of.find((each) => isTrue(each.when, record));
      return holds ? evaluate(holds.then, record) : null;
    }
    case "found":
      return regExp(text.pattern).exec(evaluate(text.in, record) ?? "")?.[1] || null;
    case "without":
      return evaluate(text.from, record)?.replace(regExp(text.pattern), "") ?? null;
    case "sum":
      return sumOf(text.of.map((part) => evaluate(part, record)));
  }
}

function isTrue(condition: Condition, record: Tree): boolean {
  if (condition.is === "any") return condition.of.some((each) => isTrue(each, record));
  const value = evaluate(condition.text, record);
  if (value === null) return false;
  switch (condition.is) {
    case "present":
      return true;
    case "same":
      return value === evaluate(condition.as, record);
    case "one of":
      return condition.values.includes(value);
    case "starts":
      return value.startsWith(condition.part);
    case "ends":
      return value.endsWith(condition.part);
    case "contains":
      return value.includes(condition.part);
  }
}
