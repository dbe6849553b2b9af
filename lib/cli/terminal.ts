/**
 * Text for a terminal, which obeys control characters and reorders by bidirectional ones. Attackers
 * write log text, so these characters are escaped in every format.
 */
import { sqlTokens } from "@/lib/text/sql-tokens";
import { INVISIBLE, visibleText } from "@/lib/text/visible-text";

/** Writes a line to stderr, which takes everything that is not data. */
export function say(message: string): void {
  process.stderr.write(`${visibleText(message.replace(/\s*\n\s*/g, " "))}\n`);
}

/** Writes data and waits until the reader has taken it, so that a large result does not pile up. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text))
    await new Promise((resolve) => process.stdout.once("drain", resolve));
}

const NOT_ASCII = /[^\n\x20-\x7e]/;
const INVISIBLE_IN_JSON = new RegExp(`(?!\\n)(?:${INVISIBLE.source})`, "gu");

/** JSON with the same values, in which what is invisible is written as `\\u` escapes. */
export function terminalJson(json: string): string {
  // Most text has nothing to escape, and this test takes a tenth of the time.
  if (!NOT_ASCII.test(json)) return json;
  return json.replace(INVISIBLE_IN_JSON, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** Line breaks and tabs are harmless in a literal; other invisible characters are written by number. */
const isPlain = (character: string): boolean =>
  character === "\n" || character === "\t" || visibleText(character) === character;

/** A SQL literal as a concatenation: `'a' || chr(27) || 'b'`, the same text on Trino and DuckDB. */
function literalByNumber(literal: string): string {
  const parts: string[] = [];
  let plain = "";
  const endPlain = () => {
    if (plain !== "") parts.push(`'${plain}'`);
    plain = "";
  };
  for (const character of literal.slice(1, -1)) {
    if (isPlain(character)) plain += character;
    else {
      endPlain();
      parts.push(`chr(${character.codePointAt(0)})`);
    }
  }
  endPlain();
  return `(${parts.join(" || ")})`;
}

/** SQL with the same meaning, of visible characters. */
export function terminalSql(sql: string): string {
  return sqlTokens(sql)
    .map(({ text, type }) => {
      if ([...text].every(isPlain)) return text;
      return type === "string" ? literalByNumber(text) : visibleText(text);
    })
    .join("");
}
