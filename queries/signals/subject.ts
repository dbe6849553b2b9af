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

const NOUNS: Readonly<Partial<Record<Kind, string>>> = {
  accessKeyId: "key",
  instanceId: "instance",
  userName: "user",
  roleArn: "role",
  sourceIp: "address",
  principalId: "principal",
  arn: "principal",
};

/** The column of a counting step for each feature that has one. */
const COLUMNS: Readonly<Partial<Record<Feature, readonly FieldName[]>>> = {
  address: ["sourceipaddress"],
  agent: ["agentproduct", "useragent"],
  system: ["agentos", "useragent"],
  service: ["eventsource"],
  region: ["awsregion"],
};

const inputOf = (template: Template | undefined): string | null =>
  template !== undefined && "input" in template ? template.input : null;

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
  const kind = whole[0]?.inputs.find(({ name }) => name === input)?.kind;
  const [first] = whole;
  if (first === undefined || kind === undefined) return null;
  const lists = whole.find(({ answer }) => answer.kind === "events");
  const counting = Object.entries(COLUMNS).flatMap(([feature, columns]) => {
    const step = whole.find((each) => countsBy(each, columns));
    return step ? [[feature, step.id] as const] : [];
  });
  return {
    noun: NOUNS[kind] ?? "entity",
    // The listing behind a count shows the same events.
    listing: lists?.id ?? `${first.id}.events`,
    counting: Object.fromEntries(counting),
  };
}
