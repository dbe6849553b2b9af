/**
 * Expressions over the columns of an event, as data: what a derived field is made of. An expression
 * compiles to SQL and is evaluated on a record, so a field has one definition.
 */

/** A column of the documented table, or a member of one: `useridentity.sessioncontext.sessionissuer.arn`. */
export type ColumnPath = string;

/** A column that holds JSON as text; `item` is one of those that a row was made for. */
export type JsonColumn = "requestparameters" | "responseelements" | "additionaleventdata" | "item";

/** A text, or null. */
export type Text =
  /** The column's text; null where it is absent or empty. */
  | { readonly is: "column"; readonly path: ColumnPath }
  /**
   * The scalar at a path such as `a.b[0].c`, or of the whole for an empty one; null for an object, an
   * array, and where there is none.
   */
  | { readonly is: "json"; readonly column: JsonColumn; readonly path: string }
  /** The ARN of the first resource that the service named. */
  | { readonly is: "firstResource" }
  | { readonly is: "constant"; readonly text: string }
  | { readonly is: "nothing" }
  /** One after another; null where one of them is null. */
  | { readonly is: "joined"; readonly of: readonly Text[] }
  /** The first that is not null. */
  | { readonly is: "first"; readonly of: readonly Text[] }
  /** The text of the first case that holds; null where none does. */
  | { readonly is: "cases"; readonly of: readonly Case[] }
  /** What the pattern's only group matches; null where that is nothing. */
  | { readonly is: "found"; readonly in: Text; readonly pattern: string }
  /** The text without what the pattern matches. The pattern matches once: it starts with `^`. */
  | { readonly is: "without"; readonly from: Text; readonly pattern: string }
  /** The sum of whole numbers; what is none counts as 0. Null where all are null. */
  | { readonly is: "sum"; readonly of: readonly Text[] };

export type Case = { readonly when: Condition; readonly then: Text };

/** A test of a text. It is never true of null. */
export type Condition =
  | { readonly is: "one of"; readonly text: Text; readonly values: readonly string[] }
  | { readonly is: "starts" | "ends" | "contains"; readonly text: Text; readonly part: string }
  | { readonly is: "present"; readonly text: Text }
  | { readonly is: "same"; readonly text: Text; readonly as: Text }
  | { readonly is: "any"; readonly of: readonly Condition[] };

export function column(path: ColumnPath): Text {
  return { is: "column", path };
}
export function json(column: JsonColumn, path: string): Text {
  return { is: "json", column, path };
}
export function constant(text: string): Text {
  return { is: "constant", text };
}
export const nothing: Text = { is: "nothing" };
export function joined(...of: readonly Text[]): Text {
  return { is: "joined", of };
}
export function firstOf(...of: readonly Text[]): Text {
  return { is: "first", of };
}
export function cases(...of: readonly Case[]): Text {
  return { is: "cases", of };
}
export function when(condition: Condition, then: Text): Case {
  return { when: condition, then };
}
export function found(text: Text, pattern: string): Text {
  return { is: "found", in: text, pattern };
}
export function without(from: Text, pattern: string): Text {
  return { is: "without", from, pattern };
}
export function sum(...of: readonly Text[]): Text {
  return { is: "sum", of };
}
export function oneOf(text: Text, ...values: readonly string[]): Condition {
  return { is: "one of", text, values };
}
export function starts(text: Text, part: string): Condition {
  return { is: "starts", text, part };
}
export function ends(text: Text, part: string): Condition {
  return { is: "ends", text, part };
}
export function contains(text: Text, part: string): Condition {
  return { is: "contains", text, part };
}
export function present(text: Text): Condition {
  return { is: "present", text };
}
export function same(text: Text, as: Text): Condition {
  return { is: "same", text, as };
}
export function anyOf(...of: readonly Condition[]): Condition {
  return { is: "any", of };
}

function partsOf(text: Text): readonly Text[] {
  switch (text.is) {
    case "joined":
    case "first":
    case "sum":
      return text.of;
    case "cases":
      return text.of.flatMap((each) => [...textsOf(each.when), each.then]);
    case "found":
      return [text.in];
    case "without":
      return [text.from];
    default:
      return [];
  }
}

function textsOf(condition: Condition): readonly Text[] {
  if ("of" in condition) return condition.of.flatMap(textsOf);
  return condition.is === "same" ? [condition.text, condition.as] : [condition.text];
}

/** The columns of the table that an expression reads, each once. */
export function columnsRead(text: Text): readonly string[] {
  const own =
    text.is === "column"
      ? [text.path.split(".")[0] ?? ""]
      : text.is === "json"
        ? [text.column]
        : text.is === "firstResource"
          ? ["resources"]
          : [];
  return [...new Set([...own, ...partsOf(text).flatMap(columnsRead)])];
}
