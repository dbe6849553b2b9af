/** Whether one record is an event that a rule watches; the same question as its SQL. */
import { derivedTexts } from "../derived-fields";
import { column, firstOf, type JsonColumn, type Text } from "../expression";
import { atPath, evaluate, regExp, type Tree } from "../expression-value";
import { type FieldName, fieldOf } from "../fields";
import { type Outcome, outcomeOf } from "../outcome";
import { globMatches, lowered } from "./glob";
import { valuesInLists } from "./lists";
import { PATH_COLUMNS, type Rule, type RuleCondition, type RuleField } from "./rule";

const JSON_COLUMNS: Readonly<Record<string, JsonColumn>> = PATH_COLUMNS;

const isColumn = (name: string): name is JsonColumn =>
  Object.values(JSON_COLUMNS).some((each) => each === name);

/** JSON as text; null where there is none. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const derived = new Map<string, Text>([
  ...Object.entries(derivedTexts),
  [
    "principalid",
    firstOf(column("useridentity.principalid"), column("useridentity.onbehalfof.userid")),
  ],
]);

/** The value of a field of the dictionary whose expression is a column or derived from some. */
function fieldValue(name: FieldName, record: Tree): string | null {
  if (isColumn(name)) return textOf(atPath(record, name, ""));
  const { expression } = fieldOf(name);
  const text = derived.get(name) ?? (/^[a-z.]+$/.test(expression) ? column(expression) : undefined);
  if (!text) throw new Error(`Rules cannot read the field ${name}.`);
  return evaluate(text, record);
}

/** The JSON column that a path leads into, and the rest of the path. */
function placeOf(field: RuleField): { readonly json: JsonColumn; readonly path: string } | null {
  const [, root = "", path = ""] = /^(request|response|additional)\.(.+)$/.exec(field) ?? [];
  const json = JSON_COLUMNS[root];
  return json === undefined ? null : { json, path };
}

/** What a rule reads of a record: a scalar as text, an object or a list as JSON, null where absent. */
export function ruleValue(field: RuleField, record: Tree): string | null {
  const place = placeOf(field);
  if (place !== null) return textOf(atPath(record, place.json, place.path));
  return fieldValue(field as FieldName, record);
}

/** How the call of a record ended. */
function outcomeOfRecord(record: Tree): Outcome {
  const read = (name: string) => evaluate(column(name), record);
  return outcomeOf({
    errorcode: read("errorcode"),
    errormessage: read("errormessage"),
    eventsource: read("eventsource"),
    responseelements: textOf(atPath(record, "responseelements", "")),
    serviceeventdetails: textOf(
      Object.entries(record).find(([key]) => key.toLowerCase() === "serviceeventdetails")?.[1],
    ),
  });
}

/** Whether the call of a record was refused. */
export function isDenied(record: Tree): boolean {
  return outcomeOfRecord(record) === "denied";
}

/** JSON writes the same text with or without spaces, and escapes JSON inside JSON. */
const plain = (text: string, field: RuleField): string =>
  (field.includes(".") || isColumn(field) ? text.replace(/[\s\\]/g, "") : text).toLowerCase();

function namesForeignAccount(text: string, record: Tree): boolean {
  const own = [ruleValue("recipientaccountid", record), ruleValue("accountid", record)];
  const named = text.match(/(?<![0-9])[0-9]{12}(?![0-9])/g) ?? [];
  return named.some((account) => !own.includes(account));
}

function opensToWorld(record: Tree): boolean {
  const request = ruleValue("requestparameters", record) ?? "";
  return /"cidr[a-z0-9]*":"[^"]*\/0"/i.test(request.replace(/[\s\\]/g, ""));
}

/** Whether a record matches a condition. */
function holds(condition: RuleCondition, record: Tree): boolean {
  switch (condition.op) {
    case "and":
      return condition.of.every((each) => holds(each, record));
    case "or":
      return condition.of.some((each) => holds(each, record));
    case "not":
      return !holds(condition.of, record);
    case "denied":
      return isDenied(record);
    case "openToWorld":
      return opensToWorld(record);
    case "never":
      return false;
    case "inLists":
      return holdsInLists(condition, record);
    default:
      return holdsFor(ruleValue(condition.field, record), condition, record);
  }
}

/** Whether a value at a path, or one within lists, satisfies one of the tests. */
function holdsInLists(
  { field, of }: Extract<RuleCondition, { op: "inLists" }>,
  record: Tree,
): boolean {
  const place = placeOf(field);
  if (place === null) return false;
  const { json, path } = place;
  const whole = atPath(record, json, path);
  const within = valuesInLists(atPath(record, json, ""), path.split("."));
  return of.some((test) => {
    // Only patterns and regular expressions read an object or a list, as its JSON.
    const readsAll = test.op === "like" || test.op === "matches" || typeof whole !== "object";
    const values = readsAll ? [whole, ...within] : within;
    return values.some((value) => holdsFor(textOf(value), test, record));
  });
}

type FieldTest = Extract<RuleCondition, { field: RuleField }>;

/** Whether a test holds for the value of its field. */
function holdsFor(
  value: string | null,
  condition: Exclude<FieldTest, { op: "inLists" }>,
  record: Tree,
): boolean {
  if (value === null) return condition.op === "absent";
  // What a path leads to is absent where it is empty.
  const isEmpty = condition.field.includes(".") && (value === "[]" || value === "{}");
  switch (condition.op) {
    case "absent":
      return isEmpty;
    case "present":
      return !isEmpty;
    case "is":
      return value === condition.value;
    case "oneOf":
      return condition.values.includes(value);
    case "contains":
      return plain(value, condition.field).includes(plain(condition.value, condition.field));
    case "startsWith":
      return value.startsWith(condition.value);
    case "anyCase":
      return condition.values.map(lowered).includes(lowered(value));
    case "like":
      return globMatches(condition.pattern, value, condition.isCased);
    case "matches":
      return regExp(condition.pattern, condition.ignoresCase ? "iu" : "u").test(value);
    case "same": {
      const other = ruleValue(condition.as, record);
      if (other === null) return false;
      return condition.isCased ? value === other : lowered(value) === lowered(other);
    }
    case "atMost":
      return Number(value) <= condition.value;
    case "foreignAccount":
      return namesForeignAccount(value, record);
    case "differs": {
      const other = ruleValue(condition.from, record);
      return other !== null && value !== other;
    }
  }
}

/** The call of a record; the column names of a table are tried where a log's names are absent. */
function callOf(record: Tree): readonly [source: string, name: string] {
  const source = record.eventSource ?? record.eventsource;
  const name = record.eventName ?? record.eventname;
  return [String(source ?? ""), String(name ?? "")];
}

/** Whether a record is one of a rule's calls and matches its condition; its signal is not asked. */
export function matches(rule: Rule, record: Tree): boolean {
  const [source, name] = callOf(record);
  const isAnyCall = Object.keys(rule.calls).length === 0;
  if (!isAnyCall && !rule.calls[source]?.includes(name)) return false;
  return rule.when === undefined || holds(rule.when, record);
}
