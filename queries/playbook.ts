/** The shape of a playbook: steps are questions, each a query template with its answer's view. */
import type { FieldName } from "./fields";
import type { Filter } from "./filters";
import { checkInput, type Kind } from "./kinds";
import type { Measure } from "./measures";
import type { Answer, EventQuery, Predicate } from "./query";
import { actsOn, mentionsResource } from "./resource-names";
import { means } from "./spellings";

export type Input = {
  readonly name: string;
  readonly kind: Kind;
  readonly label: string;
  readonly required: boolean;
};

/** The checked values of a step's inputs, by name. */
export type InputValues = Readonly<Record<string, string>>;

/** A predicate, or one whose value comes from an input; it is left out when the input is. */
export type Template =
  | Predicate
  | {
      /** `means` matches every spelling of the value, `is` only the value itself. */
      readonly op: "means" | "is" | "contains" | "endsWith";
      readonly field: FieldName;
      readonly input: string;
      readonly before?: string;
    }
  /** The event acted on a resource, by any of its names; or its request or response contains the name. */
  | {
      readonly op: "names" | "mentions";
      readonly field: FieldName;
      readonly input: string;
      readonly before?: undefined;
    }
  | { readonly op: "or"; readonly of: readonly Template[] };

/** How an answer is drawn next to its table. */
export type View = "timeline" | "bars" | "table";

/** A click on a cell that leads to another step. */
export type Pivot = {
  /** The column clicked. */
  readonly column: string;
  /** `playbook/step`. */
  readonly to: string;
  /** The input that takes the cell's value. */
  readonly input: string;
  /** Inputs that the target keeps; without them its question is about anyone. */
  readonly carry: readonly string[];
  /** Inputs that take another key of the same row of counts. */
  readonly fromRow?: Readonly<Record<string, FieldName>>;
  readonly label: string;
};

export type QuickFilter = { readonly label: string; readonly filter: Filter };

export type Step = {
  readonly id: string;
  /** The question, as a responder asks it. */
  readonly question: string;
  readonly why: string;
  /** What it means when the answer has no rows. */
  readonly empty: string;
  readonly inputs: readonly Input[];
  readonly where: readonly Template[];
  readonly answer: Answer;
  readonly limit: number | null;
  readonly view: View;
  readonly pivots: readonly Pivot[];
  /** Filters that are often useful for this question, offered as one click. */
  readonly quickFilters?: readonly QuickFilter[];
  /** The page lists its events newest first. */
  readonly isNewestFirst?: true;
  /** It is offered only for values of an input that start like this. */
  readonly offeredFor?: { readonly input: string; readonly start: string };
};

/** A step as it is written: inputs, a limit and pivots only where it has them. */
export type StepText = Omit<Step, Omitted> & Partial<Pick<Step, Omitted>>;
type Omitted = "inputs" | "where" | "limit" | "pivots";

export type Playbook = {
  readonly id: string;
  readonly title: string;
  /** The question that the whole playbook answers. */
  readonly question: string;
  /** When a responder reaches for it. */
  readonly when: string;
  /** MITRE ATT&CK techniques. */
  readonly attack: readonly string[];
  /**
   * The events that the whole playbook is about, if they are few: one entity's, or rare ones. The
   * first template names the entity; others narrow it where their input is given.
   */
  readonly entity?: readonly Template[];
  /** The steps that values anywhere lead to, by id; all of them where absent. */
  readonly entry?: readonly string[];
  readonly steps: readonly Step[];
};

/** A playbook, each of its steps with all its parts. */
export function playbook(
  text: Omit<Playbook, "steps"> & { readonly steps: readonly StepText[] },
): Playbook {
  const none = { inputs: [], where: [], limit: null, pivots: [] };
  return { ...text, steps: text.steps.map((step) => ({ ...none, ...step })) };
}

export function required(name: string, kind: Kind, label: string): Input {
  return { name, kind, label, required: true };
}
export function optional(name: string, kind: Kind, label: string): Input {
  return { name, kind, label, required: false };
}

/** The input's value in a field, in any of its spellings, as a template. */
export function inputIs(field: FieldName, input: string): Template {
  return { op: "means", field, input };
}

export function events(...columns: readonly FieldName[]): Extract<Answer, { kind: "events" }> {
  return { kind: "events", columns };
}
export function countBy(...by: readonly FieldName[]): Answer {
  return { kind: "counts", by, as: "total" };
}

/** An act that two accounts logged is one row, and counts once. */
export function oncePerAct(answer: Extract<Answer, { kind: "events" | "counts" }>): Answer {
  return { ...answer, isOncePerAct: true };
}

/** Counts by fields, with more columns behind the count. */
export function measuredBy(
  by: readonly FieldName[],
  measures: readonly Measure[],
): Extract<Answer, { kind: "counts" }> {
  return { kind: "counts", by, as: "total", measures };
}

/** Whether a step is offered for these inputs; without them, it is. */
export function isOfferedFor({ offeredFor }: Step, values: InputValues): boolean {
  const value = offeredFor === undefined ? "" : (values[offeredFor.input] ?? "");
  return value === "" || value.startsWith(offeredFor?.start ?? "");
}

/** What is wrong with a step's inputs, by input name; empty when they can be bound. */
export function inputProblems(
  step: Pick<Step, "inputs">,
  values: InputValues,
): Readonly<Record<string, string>> {
  const problems = step.inputs.flatMap(({ name, kind, required: needed }) => {
    const text = values[name];
    if (text === undefined || text === "")
      return needed ? [[name, checkReason(kind, "")] as const] : [];
    const reason = checkReason(kind, text);
    return reason === "" ? [] : [[name, reason] as const];
  });
  return Object.fromEntries(problems);
}

function checkReason(kind: Kind, text: string): string {
  const check = checkInput(kind, text);
  return check.ok ? "" : check.reason;
}

/** Whether a template takes no input, and so is a predicate as it is. */
const isPredicate = (template: Template): template is Predicate =>
  !("input" in template) && (template.op !== "or" || template.of.every(isPredicate));

function bindTemplate(template: Template, values: InputValues): readonly Predicate[] {
  if ("input" in template) {
    const value = values[template.input];
    if (value === undefined || value === "") return [];
    if (template.op === "names") return [actsOn(value)];
    if (template.op === "mentions") return [mentionsResource(value)];
    const { op, field, before = "" } = template;
    return [op === "means" ? means(field, value) : { op, field, value: before + value }];
  }
  if (isPredicate(template)) return [template];
  const parts = template.of.flatMap((part) => bindTemplate(part, values));
  return parts.length === 0 ? [] : [{ op: "or", of: parts }];
}

const checkedValues = (inputs: readonly Input[], values: InputValues): InputValues =>
  Object.fromEntries(
    inputs.flatMap(({ name, kind }) => {
      const check = checkInput(kind, values[name] ?? "");
      return check.ok ? [[name, check.value] as const] : [];
    }),
  );

/** The events that a step's playbook is about; null where no entity is named. */
export function entityOf(
  playbook: Playbook,
  step: Step,
  values: InputValues,
): readonly Predicate[] | null {
  const { entity = [] } = playbook;
  const checked = checkedValues(step.inputs, values);
  const [named = [], ...narrowed] = entity.map((template) => bindTemplate(template, checked));
  return named.length > 0 ? [...named, ...narrowed.flat()] : null;
}

/** A rule is not a field of an event: it says which of the watchlist's rules are in the statement. */
const answerOf = (answer: Answer, { rule }: InputValues): Answer =>
  answer.kind === "finding-events" && rule ? { ...answer, rule } : answer;

/** The step's query for these inputs. They have been checked: `inputProblems` found none. */
export function bind(step: Step, values: InputValues): EventQuery {
  const checked = checkedValues(step.inputs, values);
  return {
    where: step.where.flatMap((template) => bindTemplate(template, checked)),
    answer: answerOf(step.answer, checked),
    limit: step.limit,
  };
}
