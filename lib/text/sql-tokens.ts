/** Enough of SQL's grammar to colour it. The parts joined are exactly the text. */

export type SqlToken = {
  readonly text: string;
  readonly type: "keyword" | "string" | "number" | "comment" | "plain";
};

const KEYWORDS = new Set(
  (
    "all and array as asc between by case cast count cross cube desc distinct element_at else end " +
    "escape except exists false first from group grouping having in inner intersect is join last " +
    "left like limit lateral not null nulls offset on or order outer over partition right rollup " +
    "row select sets then true union unnest using values varchar bigint when where with"
  ).split(" "),
);

const TOKEN =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^']|'')*(?:'|$))|(?<quoted>"(?:[^"]|"")*(?:"|$))|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[A-Za-z_][\w$]*)/g;

/** The text in tokens, in order. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  const add = (text: string, type: SqlToken["type"]): void => {
    const last = tokens.at(-1);
    if (text === "") return;
    if (last && last.type === type) tokens[tokens.length - 1] = { text: last.text + text, type };
    else tokens.push({ text, type });
  };
  let from = 0;
  for (const match of sql.matchAll(TOKEN)) {
    add(sql.slice(from, match.index), "plain");
    const { comment, string, number, word } = match.groups ?? {};
    const isKeyword = word !== undefined && KEYWORDS.has(word.toLowerCase());
    if (comment !== undefined) add(match[0], "comment");
    else if (string !== undefined) add(match[0], "string");
    else if (number !== undefined) add(match[0], "number");
    else add(match[0], isKeyword ? "keyword" : "plain");
    from = match.index + match[0].length;
  }
  add(sql.slice(from), "plain");
  return tokens;
}
