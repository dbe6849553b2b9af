/** The source has one form: what a file is comes first, functions are declared, SQL is in lower case. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Form = { readonly wanted: string; readonly holds: (text: string) => boolean };

const FORMS: readonly Form[] = [
  {
    wanted: "begins with a comment that says what it is",
    holds: (text) => /^(?:"use (?:client|server)";\n+|import "server-only";\n)*\/\*\*/.test(text),
  },
  {
    wanted: "exports functions by `export function`",
    holds: (text) => !/^export const \w+ = (?:async )?(?:<.*>)?\((?:.*\).*=>|$)/m.test(text),
  },
  {
    wanted: "has SQL in lower case",
    holds: (text) => !/["`]\s*(?:SELECT|INSERT|COPY|CREATE|DELETE|UPDATE|FROM)\b/.test(text),
  },
];

const missing = (text: string): readonly string[] =>
  FORMS.filter(({ holds }) => !holds(text)).map(({ wanted }) => wanted);

it("every source file has it", () => {
  const rooms = ["app", "components", "lib", "queries"];
  const listed = execFileSync("git", ["ls-files", ...rooms], { encoding: "utf8" });
  const files = listed
    .split("\n")
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file));
  expect(files.length).toBeGreaterThan(400);
  const found = files.flatMap((file) => {
    const lacks = missing(readFileSync(file, "utf8"));
    return lacks.map((wanted) => `${file} ${wanted}`);
  });
  expect(found).toEqual([]);
});

it.each([
  ['"use client";\n/** A key. */\nimport x from "./x";\nexport function of() {}', []],
  ['import x from "./x";\n/** A key. */\nexport function of() {}', [FORMS[0]?.wanted]],
  ["/** A key. */\nexport const of = async (key: Key): Promise<void> => {", [FORMS[1]?.wanted]],
  ["/** A key. */\nexport const of = <T>(\n  key: T,\n) => key;", [FORMS[1]?.wanted]],
  ["/** A key. */\nexport const of = (1 + 2) * 3;", []],
  ["/** A key. */\nexport const sql = `SELECT 1`;", [FORMS[2]?.wanted]],
])("%j lacks %j", (text, wanted) => expect(missing(text)).toEqual(wanted));
