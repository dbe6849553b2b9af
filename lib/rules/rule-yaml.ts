/** The documents of a rule file: YAML, with limits on what a file can make of itself. */
import { type Document, isScalar, parseAllDocuments, visit } from "yaml";
import { fail, type Result, succeed } from "@/lib/result";

/** An alias repeats what its anchor names, and aliases of aliases multiply. */
const MOST_ALIASES = 100;
const MOST_DOCUMENTS = 100;

/** What a problem says, without the excerpt that the parser puts behind it. */
const firstLine = (message: string): string => (message.split("\n")[0] ?? "").replace(/:$/, "");

/** Rules compare text, and a number would lose its leading zeros. */
function keepNumbers(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "number" || typeof node.value === "bigint")
        node.value = node.source ?? String(node.value);
    },
    // A key is compared as text too.
    Pair(_, pair) {
      if (isScalar(pair.key) && typeof pair.key.value === "number")
        pair.key.value = pair.key.source ?? String(pair.key.value);
    },
  });
}

/** Reads the documents of a file. Fails with one sentence where it is not valid YAML. */
export function readRuleYaml(text: string): Result<readonly unknown[]> {
  try {
    const parsed = parseAllDocuments(text, { logLevel: "silent" });
    // A file without a document comes as an empty object.
    const documents = Array.isArray(parsed) ? parsed : [];
    if (documents.length > MOST_DOCUMENTS)
      return fail("bad-input", `The file has more than ${MOST_DOCUMENTS} documents.`);
    const values: unknown[] = [];
    for (const document of documents) {
      const [problem] = document.errors;
      if (problem) return fail("bad-input", `It is not valid YAML: ${firstLine(problem.message)}.`);
      keepNumbers(document);
      const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
      if (value !== null) values.push(value);
    }
    return succeed(values);
  } catch (error) {
    // The parser throws where aliases multiply, and where the stack ends.
    if (error instanceof ReferenceError)
      return fail("bad-input", "Its YAML aliases expand to too much text.");
    if (error instanceof RangeError) return fail("bad-input", "It is nested too deeply.");
    throw error;
  }
}
