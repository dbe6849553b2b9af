/** The names that Sigma rules have for the parts of a CloudTrail event, and what Trailbook reads there. */
import { type FieldName, fieldOf, isFieldName } from "../fields";
import { RECORD_PATHS } from "../record-paths";
import { listsIn, MOST_LISTS } from "../watchlist/lists";
import type { PATH_COLUMNS, RuleField, RulePath } from "../watchlist/rule";

/** What a name of a rule is read from; `absent` is a name that no CloudTrail event has. */
export type SigmaField =
  | { readonly kind: "field"; readonly field: RuleField }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly problem: string };

/** Public rules name these, although no CloudTrail event has them. */
const ABSENT: ReadonlySet<string> = new Set(["status"]);

/** Lists and JSON that cannot be compared as text. */
const UNREADABLE: ReadonlySet<string> = new Set(["resources", "serviceEventDetails"]);

const fieldByPath = new Map<string, FieldName>(
  Object.entries(RECORD_PATHS).flatMap(([name, path]) =>
    isFieldName(name) && path !== undefined ? [[path, name] as const] : [],
  ),
);

const ROOTS: readonly (readonly [root: keyof typeof PATH_COLUMNS, path: string])[] = [
  ["request", "requestParameters"],
  ["response", "responseElements"],
  ["additional", "additionalEventData"],
];

/** Each pair of names may have lists behind them, and each case is written out. */
const MOST_STEPS = 8;

/** What both engines read as a step of a path. */
const STEP = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Why a path cannot be read, a sentence; null where it can. */
function pathProblem(name: string, steps: readonly string[]): string | null {
  if (!steps.every((step) => STEP.test(step)))
    return `The path “${name}” has a part that is not letters, digits and underscores.`;
  if (steps.length > MOST_STEPS)
    return `The path “${name}” has more than ${MOST_STEPS} parts behind its first.`;
  if (listsIn(steps) > MOST_LISTS)
    return `The path “${name}” leads through more than ${MOST_LISTS} lists (items).`;
  return null;
}

/** Reads a name; the case of its letters matters, as in the log. */
export function readField(name: string): SigmaField {
  const field = fieldByPath.get(name);
  if (UNREADABLE.has(name.split(".")[0] ?? ""))
    return { kind: "unknown", problem: `The field “${name}” cannot be compared.` };
  if (field !== undefined) return { kind: "field", field };
  if (ABSENT.has(name)) return { kind: "absent" };
  for (const [root, path] of ROOTS) {
    if (!name.startsWith(`${path}.`)) continue;
    const steps = name.slice(path.length + 1);
    const problem = pathProblem(name, steps.split("."));
    if (problem !== null) return { kind: "unknown", problem };
    return { kind: "field", field: `${root}.${steps}` as RulePath };
  }
  const meant = [...fieldByPath.keys()].find((path) => path.toLowerCase() === name.toLowerCase());
  const hint = meant === undefined ? "" : ` Its name is “${meant}”.`;
  return { kind: "unknown", problem: `CloudTrail has no field “${name}”.${hint}` };
}

/** The name of a field in a CloudTrail event. */
export function nameOfField(field: RuleField): string {
  if (isFieldName(field)) return RECORD_PATHS[field] ?? field;
  for (const [root, path] of ROOTS)
    if (field.startsWith(`${root}.`)) return `${path}${field.slice(root.length)}`;
  return field;
}

/** Whether a text is the name of a part of an event, and hardly a value of one. */
export function isPartName(text: string): boolean {
  return /^[A-Za-z]+\./.test(text) && readField(text).kind === "field";
}

/** Whether all values of a field are ARNs, none is, or that is not known. */
export function isArn(field: RuleField): boolean | null {
  const name = nameOfField(field);
  if (isFieldName(field)) {
    const { kind } = fieldOf(field);
    if (kind === "arn" || kind === "roleArn") return true;
    return kind === "text" || kind === "json" ? null : false;
  }
  return /(^|\.)(user|role|group|policy|bucket)Name$/.test(name) ? false : null;
}
