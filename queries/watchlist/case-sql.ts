/** Look-ups over a column, as SQL. */
import { literal } from "../literal";

/** Texts as a list of literals, each once. */
export function quotedList(texts: Iterable<string>): string {
  return [...new Set(texts)].map(literal).join(", ");
}

/** A `case` over one column; `otherwise` alone where it has no branch. */
export function caseOf(
  on: string,
  branches: readonly (readonly [is: string, sql: string])[],
  otherwise: string,
): string {
  if (branches.length === 0) return otherwise;
  const when = branches.map(([is, sql]) => `when ${literal(is)} then ${sql}`);
  return `case ${on} ${when.join(" ")} else ${otherwise} end`;
}

/** No text. */
export const NOTHING = "cast(null as varchar)";
