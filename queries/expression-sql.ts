/** An expression over an event's columns as SQL, in the common subset of Athena and DuckDB. */
import type { ColumnPath, Condition, Text } from "./expression";
import { likeLiteral, literal } from "./literal";

const list = (of: readonly Text[], lacking: ReadonlySet<ColumnPath>): string =>
  of.map((each) => sqlOf(each, lacking)).join(", ");

/**
 * A number as JSON has it: Java writes those from ten million on as `1.048576E7`. Of at most 15
 * digits, so that sums are exact and the engines write it alike.
 */
export const NUMBER_PATTERN = String.raw`^([0-9]{1,15}([.][0-9]{1,17})?|[0-9][.][0-9]{1,17}E([0-9]|1[0-4]))\z`;

/** Text that is not a number counts as 0: Trino finds null in it, and DuckDB an empty text. */
const wholeNumber = (text: Text, lacking: ReadonlySet<ColumnPath>): string =>
  `coalesce(floor(try_cast(regexp_extract(${sqlOf(text, lacking)}, ${literal(NUMBER_PATTERN)}, 0) as double)), 0)`;

function sumSql(of: readonly Text[], lacking: ReadonlySet<ColumnPath>): string {
  const isAny = of.map((each) => `${sqlOf(each, lacking)} is not null`).join(" or ");
  const total = of.map((each) => wholeNumber(each, lacking)).join(" + ");
  return `case when ${isAny} then cast(try_cast(${total} as bigint) as varchar) end`;
}

const NOTHING = "cast(null as varchar)";

/** A path into JSON, as an expression. */
export function pathSql(path: string): string {
  return literal(path === "" ? "$" : `$.${path}`);
}

/**
 * The SQL of a text.
 * @param lacking columns that the table does not have: they are null
 */
export function sqlOf(text: Text, lacking: ReadonlySet<ColumnPath> = new Set()): string {
  switch (text.is) {
    case "column":
      return lacking.has(text.path) ? NOTHING : `nullif(${text.path}, '')`;
    case "json":
      return `json_extract_scalar(${text.column}, ${pathSql(text.path)})`;
    case "firstResource":
      return "json_extract_scalar(json_format(cast(resources as json)), '$[0].arn')";
    case "nothing":
      return NOTHING;
    case "constant":
      return literal(text.text);
    case "joined":
      return `(${text.of.map((each) => sqlOf(each, lacking)).join(" || ")})`;
    case "first": {
      const [only, second] = text.of;
      return only && !second ? sqlOf(only, lacking) : `coalesce(${list(text.of, lacking)})`;
    }
    case "cases":
      return `case ${text.of
        .map((each) => `when ${conditionSql(each.when, lacking)} then ${sqlOf(each.then, lacking)}`)
        .join(" ")} end`;
    case "found":
      // Where nothing is found Trino gives null and DuckDB an empty text.
      return `nullif(regexp_extract(${sqlOf(text.in, lacking)}, ${literal(text.pattern)}, 1), '')`;
    case "without":
      return `regexp_replace(${sqlOf(text.from, lacking)}, ${literal(text.pattern)}, '')`;
    case "sum":
      return sumSql(text.of, lacking);
  }
}

const LIKE = { starts: "start", ends: "end", contains: "anywhere" } as const;

/** A LIKE pattern. DuckDB is many times faster where the text has no ESCAPE clause. */
function patternSql(part: string, is: keyof typeof LIKE): string {
  if (/[\\%_]/.test(part)) return likeLiteral(part, LIKE[is]);
  return literal(`${is === "starts" ? "" : "%"}${part}${is === "ends" ? "" : "%"}`);
}

/** In a test an empty text needs no `nullif`: it is not a value, start or part that is looked for. */
const testedSql = (text: Text, lacking: ReadonlySet<ColumnPath>): string =>
  text.is === "column" && !lacking.has(text.path) ? text.path : sqlOf(text, lacking);

function conditionSql(condition: Condition, lacking: ReadonlySet<ColumnPath>): string {
  switch (condition.is) {
    case "any":
      return `(${condition.of.map((each) => conditionSql(each, lacking)).join(" or ")})`;
    case "one of": {
      const left = testedSql(condition.text, lacking);
      const [only = "", ...more] = condition.values.map(literal);
      return more.length === 0 ? `${left} = ${only}` : `${left} in (${[only, ...more].join(", ")})`;
    }
    case "same":
      return `${sqlOf(condition.text, lacking)} = ${sqlOf(condition.as, lacking)}`;
    case "present":
      return condition.text.is === "column"
        ? `${testedSql(condition.text, lacking)} <> ''`
        : `${sqlOf(condition.text, lacking)} is not null`;
    default:
      return `${testedSql(condition.text, lacking)} like ${patternSql(condition.part, condition.is)}`;
  }
}
