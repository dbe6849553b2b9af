/** The known name nearest to a mistyped one. */

/** Edits (insert, delete, replace) that turn one text into another: Levenshtein's distance. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** A longer word from outside is not a mistyped name. */
const LONGEST = 100;

const MOST_EDITS = 3;

/** The nearest name, ignoring case; null if none is near. */
export function nearest(word: string, names: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const lower = word.toLowerCase();
  const ranked = names
    .map((name) => ({ name, edits: distance(lower, name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  const allowed = Math.min(MOST_EDITS, Math.ceil(word.length / 3));
  if (best && best.edits <= allowed) return best.name;
  // A part of a name is meant to be the name.
  return lower === "" ? null : (names.find((name) => name.toLowerCase().includes(lower)) ?? null);
}

/** “Did you mean …?”; empty if no name is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const name = nearest(word, names);
  return name === null ? "" : ` Did you mean ${name}?`;
}
