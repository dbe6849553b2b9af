/** Which entity a thing that was made is, or is a part of, and the playbook about it. */
import { asInput } from "../entity-steps";
import { playbooks } from "../index";
import type { Kind } from "../kinds";
import type { InputValues } from "../playbook";
import { parseTime } from "../scope";
import type { RowsLink } from "./phrases";
import { subjectOf } from "./subject";

/** A thing by its resource, and when it was made. */
type Thing = { readonly resource: string; readonly time: string };

type Entity = {
  readonly playbookId: string;
  readonly stepId: string;
  readonly inputs: InputValues;
};

/** Kinds of values that a resource says, and that a playbook is about. */
const KINDS: readonly Kind[] = ["accessKeyId", "userName", "role", "instanceId", "bucket"];

/** Each playbook about an entity of such a kind, with the step that lists its events. */
const ENTITIES = playbooks.flatMap((playbook) => {
  const subject = subjectOf(playbook);
  const [input] = playbook.steps[0]?.inputs ?? [];
  if (subject === null || input === undefined || !KINDS.includes(input.kind)) return [];
  return [{ playbookId: playbook.id, stepId: subject.listing, input }];
});

/** The entity of a resource, `user/eve`; null where no playbook is about such things. */
function entityOf(resource: string): Entity | null {
  for (const { playbookId, stepId, input } of ENTITIES) {
    const value = asInput(input.kind, "resource", resource);
    if (value !== null) return { playbookId, stepId, inputs: { [input.name]: value } };
  }
  return null;
}

/** The events of a thing's entity since the thing was made; null where no playbook is about it. */
export function sinceMade({ resource, time }: Thing, toMs: number): RowsLink | null {
  const entity = entityOf(resource);
  const fromMs = parseTime(time);
  if (entity === null || fromMs === null) return null;
  const { stepId, ...other } = entity;
  return { stepId, other, filters: [], window: { fromMs, toMs } };
}
