/** Texts as attackers write them, for properties. */
import fc from "fast-check";

/** In every hostile text, so that it is found in any output. */
export const MARK = "zqx";

/** Texts that break out of quotes, formulas, terminals, paths and HTML where these are not careful. */
export const hostile = fc
  .tuple(
    fc.constantFrom(
      "'",
      "''",
      "\\'",
      '"',
      "' or 1=1 --",
      "'; drop table x; --",
      "/*",
      "*/",
      "--",
      ";",
      "%",
      "_",
      "\0",
      "\n",
      "\r\n",
      "\u001b[2J",
      "\u009b31m",
      "\u202e",
      "\u2066",
      "\ud800",
      "=1+1",
      ";=1",
      "<script>",
      "%00",
      "../../x",
      "__proto__",
      "é",
      "😀",
      "",
      "x".repeat(40_001),
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  )
  .map(([before, after]) => `${before}${MARK}${after}`);
