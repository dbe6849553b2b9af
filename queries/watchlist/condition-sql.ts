/** Conditions of the watchlist's rules as SQL, over events whose fields are columns of their names. */
import { type FieldName, fieldOf, isFieldName } from "../fields";
import { identifier, likeLiteral, literal } from "../literal";
import { DENIED_CODES } from "../outcome";
import { globLike, lowered } from "./glob";
import { inListsSql, isElement, pathSql } from "./lists";
import { PATH_COLUMNS, type RuleCondition, type RuleField, type RulePath } from "./rule";

type Place = { readonly column: FieldName; readonly path: string | null };

/** Where a rule's field is: a column, or a path into one. */
function placeOf(field: RuleField): Place {
  if (isFieldName(field)) return { column: field, path: null };
  const dot = field.indexOf(".");
  const part = Object.entries(PATH_COLUMNS).find(([name]) => name === field.slice(0, dot));
  if (!part) throw new Error(`No field ${field}.`);
  return { column: part[1], path: pathSql(field.slice(dot + 1)) };
}

/** The dictionary's field that a rule's field is read from. */
export function columnOf(field: RuleField): FieldName {
  return placeOf(field).column;
}

/** The value as text; null for an absent one, an object and an array. */
export function ruleFieldSql(field: RuleField): string {
  const { column, path } = placeOf(field);
  if (path !== null) return `json_extract_scalar(${column}, ${path})`;
  return `nullif(${identifier(column)}, '')`;
}

/** The JSON at a path. */
function jsonSql(field: RulePath): string {
  const { column, path } = placeOf(field);
  return `json_extract(${column}, ${path})`;
}

/** The value as text, an object and an array as their JSON. */
function wholeSql(field: RuleField): string {
  if (isFieldName(field)) return identifier(field);
  return `coalesce(${ruleFieldSql(field)}, json_format(${jsonSql(field)}))`;
}

function holdsJson(field: RuleField): boolean {
  const { column, path } = placeOf(field);
  return path !== null || fieldOf(column).kind === "json";
}

function containsSql(field: RuleField, value: string): string {
  if (!holdsJson(field))
    return `lower(${wholeSql(field)}) like ${likeLiteral(value.toLowerCase(), "anywhere")}`;
  // JSON inside JSON has its quotes escaped.
  const bare = value.toLowerCase().replace(/[\\ ]/g, "");
  return `lower(replace(replace(${wholeSql(field)}, '\\', ''), ' ', '')) like ${likeLiteral(bare, "anywhere")}`;
}

/** The value as text; null for an empty one as well. */
function textSql(field: RuleField): string {
  const { path } = placeOf(field);
  return path === null ? ruleFieldSql(field) : `nullif(${ruleFieldSql(field)}, '')`;
}

/** The text of a field; of an object or a list at a path, its JSON. */
function wholeTextSql(field: RuleField): string {
  return isFieldName(field) || isElement(field)
    ? textSql(field)
    : `coalesce(${textSql(field)}, nullif(nullif(json_format(${jsonSql(field)}), 'null'), '""'))`;
}

function likeSql({ field, pattern, isCased }: Extract<RuleCondition, { op: "like" }>): string {
  const value = wholeTextSql(field);
  const compared = isCased ? value : `lower(${value})`;
  return `${compared} like ${literal(globLike(isCased ? pattern : lowered(pattern)))} escape '\\'`;
}

function sameSql({ field, as, isCased }: Extract<RuleCondition, { op: "same" }>): string {
  const [one, other] = [field, as].map((each) =>
    isCased ? textSql(each) : `lower(${textSql(each)})`,
  );
  return `${one} = ${other}`;
}

function presentSql(field: RuleField): string {
  const { column, path } = placeOf(field);
  const isText = `${ruleFieldSql(field)} is not null`;
  return path === null ? isText : `(${isText} or json_size(${column}, ${path}) > 0)`;
}

/** Takes the ids of the known accounts out of the text and looks for another one. */
function foreignSql(field: RuleField): string {
  // The caller's account can be foreign only to the recipient's.
  const known: readonly FieldName[] =
    field === "accountid" ? ["recipientaccountid"] : ["recipientaccountid", "accountid"];
  const rest = known.reduce(
    (text, id) => `replace(${text}, coalesce(nullif(${id}, ''), ' '), ' ')`,
    wholeSql(field),
  );
  return `regexp_like(${rest}, '(^|[^0-9])[0-9]{12}([^0-9]|$)')`;
}

const { startsWith, endsWith, others } = DENIED_CODES;

/** The call was denied. */
export const DENIED_SQL = `(errorcode like ${literal(`${startsWith}%`)} or errorcode like ${literal(`%${endsWith}`)} or errorcode in (${others.map(literal).join(", ")}))`;

/** A range of addresses that ends in /0, in JSON and in JSON inside JSON. */
const OPEN_TO_WORLD = `regexp_like(lower(replace(replace(requestparameters, '\\', ''), ' ', '')), '"cidr[a-z0-9]*":"[^"]*/0"')`;

/** A condition as SQL. It is null or false where it does not hold. */
export function conditionSql(condition: RuleCondition): string {
  switch (condition.op) {
    case "is":
      return `${ruleFieldSql(condition.field)} = ${literal(condition.value)}`;
    case "oneOf":
      return `${ruleFieldSql(condition.field)} in (${condition.values.map(literal).join(", ")})`;
    case "contains":
      return containsSql(condition.field, condition.value);
    case "startsWith":
      return `${ruleFieldSql(condition.field)} like ${likeLiteral(condition.value, "start")}`;
    case "anyCase": {
      const values = [...new Set(condition.values.map(lowered))].map(literal);
      return `lower(${textSql(condition.field)}) in (${values.join(", ")})`;
    }
    case "like":
      return likeSql(condition);
    case "matches": {
      const flags = condition.ignoresCase ? "(?i)" : "";
      return `regexp_like(${wholeTextSql(condition.field)}, ${literal(flags + condition.pattern)})`;
    }
    case "inLists":
      return inListsSql(condition, { testSql: conditionSql, columnSql: columnOf, jsonSql });
    case "present":
      return presentSql(condition.field);
    case "absent":
      // What is not there has no size either, and null is not false.
      return `not coalesce(${presentSql(condition.field)}, false)`;
    case "atMost":
      return `try_cast(${ruleFieldSql(condition.field)} as double) <= ${condition.value}`;
    case "foreignAccount":
      return foreignSql(condition.field);
    case "differs":
      return `${ruleFieldSql(condition.field)} <> ${ruleFieldSql(condition.from)}`;
    case "same":
      return sameSql(condition);
    case "never":
      return "false";
    case "openToWorld":
      return OPEN_TO_WORLD;
    case "denied":
      return DENIED_SQL;
    case "not":
      return `not coalesce(${conditionSql(condition.of)}, false)`;
    case "and":
    case "or":
      return `(${condition.of.map(conditionSql).join(` ${condition.op} `)})`;
  }
}

/** The fields of the dictionary that a condition reads. */
export function columnsIn(condition: RuleCondition): readonly FieldName[] {
  switch (condition.op) {
    case "and":
    case "or":
      return condition.of.flatMap(columnsIn);
    case "not":
      return columnsIn(condition.of);
    case "never":
      return [];
    case "same":
      return [columnOf(condition.field), columnOf(condition.as)];
    case "denied":
      return ["errorcode"];
    case "openToWorld":
      return ["requestparameters"];
    case "foreignAccount":
      return [columnOf(condition.field), "recipientaccountid", "accountid"];
    case "differs":
      return [columnOf(condition.field), columnOf(condition.from)];
    default:
      return [columnOf(condition.field)];
  }
}
