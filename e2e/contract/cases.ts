/** Small inputs with the right answer beside them; only where TRAILBOOK_CORPORA names their folder. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const cases = join(process.env.TRAILBOOK_CORPORA ?? "", "cases");

/** Why the cases cannot be used, for a skipped test's name; null where they can. */
export const casesMissing: string | null =
  process.env.TRAILBOOK_CORPORA === undefined
    ? "TRAILBOOK_CORPORA is not set"
    : existsSync(cases)
      ? null
      : `${process.env.TRAILBOOK_CORPORA} has no cases folder`;

/** The folder that a person would import. */
export function caseInput(name: string): string {
  return join(cases, name, "input");
}

/** What is right for a case, as its file says it. */
export function caseAnswer(name: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(cases, name, "expected.json"), "utf8"));
}
