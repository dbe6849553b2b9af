/** Finds fields by their names and meanings. */
import { labelOf, meaningOf } from "./filter-words";
import type { FilterField } from "./filters";

/** The fields whose texts contain every word; matches in the name come first. */
export function findFields<Name extends FilterField>(
  among: readonly Name[],
  text: string,
): readonly Name[] {
  const words = text.toLowerCase().trim().split(/\s+/);
  const holds = (whole: string): boolean =>
    words.every((word) => whole.toLowerCase().includes(word));
  const byName = among.filter((field) => holds(`${labelOf(field)} ${field}`));
  const byMeaning = among.filter((field) =>
    holds(`${labelOf(field)} ${field} ${meaningOf(field)}`),
  );
  return [...new Set([...byName, ...byMeaning])];
}
