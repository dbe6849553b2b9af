/** Patterns with `*` for any text and `?` for one character, where a backslash makes the next one plain. */

type Part = "any" | "one" | { readonly text: string };

/** The parts of a pattern, one for each character that it matches, and one for each `*`. */
function partsOf(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === "\\") isEscaped = true;
    else {
      if (!isEscaped && character === "*") parts.push("any");
      else if (!isEscaped && character === "?") parts.push("one");
      else parts.push({ text: character });
      isEscaped = false;
    }
  }
  return isEscaped ? [...parts, { text: "\\" }] : parts;
}

/** The text that a pattern matches; null where it matches several. */
export function textOfGlob(pattern: string): string | null {
  let text = "";
  for (const part of partsOf(pattern)) {
    if (part === "any" || part === "one") return null;
    text += part.text;
  }
  return text;
}

/** The pattern of SQL's `like` with a backslash as its escape. */
export function globLike(pattern: string): string {
  return partsOf(pattern)
    .map((part) => {
      if (part === "any") return "%";
      return part === "one" ? "_" : part.text.replace(/[\\%_]/, (special) => `\\${special}`);
    })
    .join("");
}

/**
 * Lower case as SQL's `lower` has it: each character becomes one character, whatever is around it.
 */
export function lowered(text: string): string {
  let lower = "";
  for (const character of text) {
    const [first = character] = character.toLowerCase();
    lower += first;
  }
  return lower;
}

/** Whether a pattern matches a whole text. The time grows with both lengths, not with the number of stars. */
export function globMatches(pattern: string, text: string, isCased: boolean): boolean {
  const parts = partsOf(isCased ? pattern : lowered(pattern));
  const characters = [...(isCased ? text : lowered(text))];
  let [at, part, star, retry] = [0, 0, -1, 0];
  while (at < characters.length) {
    const wanted = parts[part];
    if (wanted === "any") {
      star = part;
      retry = at;
      part += 1;
    } else if (wanted === "one" || (wanted !== undefined && wanted.text === characters[at])) {
      at += 1;
      part += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      retry += 1;
      at = retry;
      part = star + 1;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === "any");
}
