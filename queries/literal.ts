/**
 * The only door from text to SQL. Everything that comes from outside passes `literal`,
 * `likeLiteral` or `identifier`, and nothing else in Trailbook writes a quote.
 */

/** Words that Athena reserves in SELECT, and type names that read badly as bare columns. */
const QUOTED_WORDS = new Set(
  (
    "alter and as between by case cast constraint create cross cube current_date current_path " +
    "current_time current_timestamp current_user date day_time deallocate delete describe distinct " +
    "drop else end escape except execute exists extract false first for from full group grouping " +
    "having in inner insert intersect into is join last left like localtime localtimestamp natural " +
    "normalize not null of on or order outer prepare recursive right rollup select skip table then " +
    "time timestamp true unescape union unnest using values when where with"
  ).split(" "),
);

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Why a text cannot be a SQL literal, or null when it can. Athena refuses NUL, and a lone
 * surrogate has no UTF-8 form, so a query with it would not mean what it shows.
 */
export function literalProblem(text: string): string | null {
  if (text.includes("\0")) return "It contains a NUL character, which no log value can hold.";
  if (LONE_SURROGATE.test(text)) return "It contains half of a surrogate pair, which is not text.";
  return null;
}

/**
 * A SQL string literal. The quote is doubled and nothing else changes: in Trino a backslash is data.
 * @throws when `literalProblem` finds one; callers check outside text first.
 */
export function literal(text: string): string {
  const problem = literalProblem(text);
  if (problem) throw new Error(`Not a literal. ${problem}`);
  return `'${text.replaceAll("'", "''")}'`;
}

/** Where in the value a LIKE pattern may be. */
export type LikePlace = "start" | "end" | "anywhere";

/** A LIKE pattern that matches `text` itself, with its wildcards escaped, and the ESCAPE clause. */
export function likeLiteral(text: string, place: LikePlace): string {
  const exact = text.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`);
  const before = place === "start" ? "" : "%";
  const after = place === "end" ? "" : "%";
  return `${literal(before + exact + after)} escape '\\'`;
}

/** A column or table name: bare where Athena reads it so, in double quotes otherwise. */
export function identifier(name: string): string {
  if (literalProblem(name) || name === "") throw new Error("Not an identifier.");
  if (/^[a-z][a-z0-9_]*$/.test(name) && !QUOTED_WORDS.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table name, `table` or `database.table`; each part is quoted separately. */
export function tableName(name: string): string {
  return name.split(".").map(identifier).join(".");
}
