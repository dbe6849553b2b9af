import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, it } from "vitest";
import { likeLiteral, literal, literalProblem } from "@/queries/literal";
import { terminalJson, terminalSql } from "./terminal";

const UNSAFE = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/u;
const anyText = fc.string({ unit: "binary" });

it("JSON keeps its values and has no unsafe character", () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), (value) => {
      const text = terminalJson(JSON.stringify(value, null, 2));
      expect(JSON.parse(text)).toEqual(value);
      expect(text).not.toMatch(UNSAFE);
    }),
    { seed: 1 },
  );
});

it.each([
  ["select 'a\u001b[31mb'", "select ('a' || chr(27) || '[31mb')"],
  ["select '\u202e'", "select (chr(8238))"],
  ["select 'it''s\u009b'''", "select ('it''s' || chr(155) || '''')"],
  ["select 'plain\n\ttext ü 日本 😀'", "select 'plain\n\ttext ü 日本 😀'"],
])("SQL %j", (sql, shown) => expect(terminalSql(sql)).toBe(shown));

it("SQL means the same and has no unsafe character", async () => {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const texts = anyText.filter((text) => literalProblem(text) === null);
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const sql = `select ${literal(text)} like ${likeLiteral(text, "anywhere")} and hex(${literal(text)}) = '${Buffer.from(text).toString("hex").toUpperCase()}'`;
      const shown = terminalSql(sql);
      expect(shown).not.toMatch(UNSAFE);
      expect((await connection.runAndReadAll(shown)).getRows()).toEqual([[true]]);
    }),
    { seed: 1 },
  );
});
