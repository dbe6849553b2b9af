/** A member of a JSON object: its key, and the position of its value in the text. */
export type Member = { readonly key: string; readonly start: number; readonly end: number };

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (Number.isNaN(code)) return text.length;
    at += code === 92 ? 2 : 1;
  }
}

/** The end of the value that starts at `from`. The text must be valid JSON. */
export function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === 44 || isSpace(code))) return at;
    at++;
  }
  return at;
}

/** The members of the object that starts at `from` in a valid JSON text, in their order. */
export function membersOf(text: string, from: number): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, from + 1);
  while (text.charCodeAt(at) === 34) {
    const keyEnd = endOfString(text, at);
    const quoted = text.slice(at, keyEnd);
    const key: unknown = quoted.includes("\\") ? JSON.parse(quoted) : quoted.slice(1, -1);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ key: String(key), start, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
  return members;
}

/** Where the elements of the array that starts at `from` begin, in a valid JSON text. */
export function elementsOf(text: string, from: number): number[] {
  const starts: number[] = [];
  let at = skipSpace(text, from + 1);
  while (at < text.length && text.charCodeAt(at) !== 93) {
    starts.push(at);
    at = skipSpace(text, endOfValue(text, at));
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
  return starts;
}
