/** Inputs for steps that give rows: values which the lake holds in the time range. */
import { demoIncidents } from "@/lib/demo/incidents";
import { compile } from "@/queries/compile";
import type { FieldName } from "@/queries/fields";
import { checkInput } from "@/queries/kinds";
import type { Source } from "@/queries/layouts";
import { bind, type Input, type InputValues, type Step, type Template } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";
import type { LakeRows } from "./lake-rows";

/** Where an input's value is looked for: in a field, behind a fixed text. */
type Target = { readonly field: FieldName; readonly before: string };

function targetOf(templates: readonly Template[], input: string): Target | null {
  for (const template of templates) {
    if ("input" in template && template.input === input) {
      const { field, before = "" } = template;
      return { field, before };
    }
    const inside = template.op === "or" ? targetOf(template.of, input) : null;
    if (inside) return inside;
  }
  return null;
}

/** Values of the known incidents: they are taken where the lake holds them. */
const KNOWN: ReadonlySet<string> = new Set(
  demoIncidents.flatMap(({ inputs }) => Object.values(inputs)),
);

const MOST_VALUES = 500;

/** A rule that the key incident's actor is found by. */
const FOUND_RULE = "user-created";

/** The value of one input, given those of others; null where the lake has none. */
async function likelyValue(
  step: Step,
  input: Input,
  chosen: InputValues,
  scope: Scope,
  source: Source,
  lake: LakeRows,
): Promise<string | null> {
  const target = targetOf(step.where, input.name);
  if (!target) throw new Error(`No predicate of ${step.id} takes the input ${input.name}.`);
  const { where } = bind(step, chosen);
  const answer = { kind: "counts", by: [target.field], as: "total" } as const;
  const compiled = compile({ where, answer, limit: MOST_VALUES }, scope, source);
  if ("refused" in compiled) throw new Error(compiled.refused);
  const { rows } = await lake(compiled);
  const values = rows.flatMap(([value]) => {
    if (typeof value !== "string") return [];
    const at = value.indexOf(target.before);
    const text = at === -1 ? "" : value.slice(at + target.before.length);
    return checkInput(input.kind, text).ok ? [text] : [];
  });
  return values.find((value) => KNOWN.has(value)) ?? values[0] ?? null;
}

/** Values for inputs, in turn, so that together they have rows where any do. */
export async function inputsFor(
  step: Step,
  inputs: readonly Input[],
  scope: Scope,
  source: Source,
  lake: LakeRows,
): Promise<InputValues> {
  let chosen: InputValues = {};
  for (const input of inputs) {
    // A rule is not a field of an event.
    const value =
      input.name === "rule"
        ? FOUND_RULE
        : await likelyValue(step, input, chosen, scope, source, lake);
    // A value that no event has is a case too.
    chosen = { ...chosen, [input.name]: value ?? absentValue(input) };
  }
  return chosen;
}

const ABSENT = [
  "AKIAABSENTABSENTABSE",
  "arn:aws:iam::000000000000:role/absent",
  "i-00000000",
  "192.0.2.1",
  "000000000000",
  "absent",
] as const;

function absentValue({ kind }: Input): string {
  return ABSENT.find((text) => checkInput(kind, text).ok) ?? "absent";
}
