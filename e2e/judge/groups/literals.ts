/** Thousands of hostile texts as literals and LIKE patterns: what Trino reads is what was written. */
import fc from "fast-check";
import { likeLiteral, literal, literalProblem } from "@/queries/literal";
import { type Case, type Group, onTrino } from "../cases";
import { differenceOf } from "../compare";
import type { Trino } from "../trino";

const TEXTS = 10_000;
const TEXTS_AT_ONCE = 500;
const SEED = 12;

/** A dollar sign and braces included. */
const LETTERS = ["'\"\\%_;-/*`$", "{}[]()\n\r\t x"].join("");

/** Texts of the letters that SQL, LIKE and JSON give a meaning to, and of any others. */
const hostileText = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...LETTERS) }),
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
  )
  .filter((text) => text !== "" && literalProblem(text) === null);

function literalsCase(trino: Trino, texts: readonly string[], index: number): Case {
  const rows = texts.map(
    (text, n) =>
      `(${n}, ${literal(text)}, ${literal(`a${text}z`)} like ${likeLiteral(text, "anywhere")})`,
  );
  const sql = `select x, found from (values ${rows.join(", ")}) as t(n, x, found) order by n`;
  return {
    name: `texts ${index * TEXTS_AT_ONCE + 1} and following`,
    run: () =>
      onTrino(trino, { sql }, async (answer) => ({
        rows: answer.rows.length,
        difference: differenceOf(
          answer.rows,
          texts.map((text) => [text, 1]),
        ),
      })),
  };
}

export const literalsGroup: Group = {
  name: "literals",
  cases: async ({ trino }) => {
    const texts = fc.sample(hostileText, { seed: SEED, numRuns: TEXTS });
    return Array.from({ length: TEXTS / TEXTS_AT_ONCE }, (_, index) =>
      literalsCase(trino, texts.slice(index * TEXTS_AT_ONCE, (index + 1) * TEXTS_AT_ONCE), index),
    );
  },
};
