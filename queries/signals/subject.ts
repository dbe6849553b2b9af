/** What a playbook is about, where it is about one entity, and which of its steps show which rows. */
import type { FieldName } from "../fields";
import type { Kind } from "../kinds";
import type { Playbook, Step, Template } from "../playbook";
import type { Feature } from "./profile-types";

export type Subject = {
  /** How a sentence calls the entity: `key` in “this key”. */
  readonly noun: string;
  /** The step that lists every event of the entity. */
  readonly listing: string;
  /** The steps that count the values of a feature over every event of the entity. */
  readonly counting: Readonly<Partial<Record<Feature, string>>>;
};

/** Where the label of an input is not what a sentence calls its entity. */
const NOUNS: Readonly<Partial<Record<Kind, string>>> = {
  accessKeyId: "key",
  sourceIp: "address",
  session: "session",
};

/** The column of a counting step for each feature that has one. */
const COLUMNS: Readonly<Partial<Record<Feature, readonly FieldName[]>>> = {
  address: ["sourceipaddress"],
  agent: ["agentproduct", "useragent"],
  system: ["agentos", "useragent"],
  service: ["eventsource"],
  region: ["awsregion"],
};

/** The input that names the entity, in whichever of its fields. */
function inputOf(template: Template | undefined): string | null {
  if (template === undefined) return null;
  if ("input" in template) return template.input;
  return template.op === "or" ? inputOf(template.of.find((part) => inputOf(part) !== null)) : null;
}

/** Whether a step is about every event of the playbook's entity and no other. */
export function isAboutWhole(playbook: Playbook, step: Step): boolean {
  const { entity = [] } = playbook;
  return JSON.stringify(step.where) === JSON.stringify(entity);
}

function countsBy({ answer }: Step, columns: readonly FieldName[]): boolean {
  const [by] = answer.kind === "counts" ? answer.by : [];
  return answer.kind === "counts" && answer.by.length === 1 && by !== undefined
    ? columns.includes(by)
    : false;
}

/** The subject of a playbook; null where it is not about one entity. */
export function subjectOf(playbook: Playbook): Subject | null {
  const input = inputOf(playbook.entity?.[0]);
  const whole = playbook.steps.filter((step) => isAboutWhole(playbook, step));
  const [first] = whole;
  const named = first?.inputs.find(({ name }) => name === input);
  if (first === undefined || named === undefined) return null;
  const lists = whole.find(({ answer }) => answer.kind === "events");
  const counting = Object.entries(COLUMNS).flatMap(([feature, columns]) => {
    const step = whole.find((each) => countsBy(each, columns));
    return step ? [[feature, step.id] as const] : [];
  });
  return {
    noun: NOUNS[named.kind] ?? named.label.replace(/ \(.*\)$/, "").toLowerCase(),
    // The listing behind a count shows the same events.
    listing: lists?.id ?? `${first.id}.events`,
    counting: Object.fromEntries(counting),
  };
}
