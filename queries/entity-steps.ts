/** Which steps take a value: what a cell of one kind says to an input of another. */
import { playbooks, type StepRef } from "./index";
import { checkInput, type Kind } from "./kinds";
import type { InputValues, Playbook, Step } from "./playbook";
import { resourceAs } from "./resource-text";

/** A step to go to, with its inputs filled in. */
export type StepTarget = {
  readonly label: string;
  readonly playbookId: string;
  readonly stepId: string;
  readonly inputs: InputValues;
};

/** The instance behind a role session's principal id, `AROA…:i-0123456789abcdef0`. */
export function instanceOf(principalId: string): string | null {
  return /:(i-(?:[0-9a-f]{8}|[0-9a-f]{17}))$/.exec(principalId)?.[1] ?? null;
}

/** Whether an actor is a role's session, `role/session`, and no instance's. */
export function isRoleSession(actor: string): boolean {
  return /^[\w+=,.@-]{1,64}\/[\w+=,.@-]{2,64}$/.test(actor) && !/\/i-[0-9a-f]+$/.test(actor);
}

const ROLE_ARN = /^arn:[a-z0-9-]+:iam::\d*:role\//;

export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text);
}

const group = (pattern: RegExp, value: string): string | null => pattern.exec(value)?.[1] ?? null;

/** What a value of one kind says to an input of another; null when it says nothing. */
const SAID: Partial<Record<Kind, Partial<Record<Kind, (value: string) => string | null>>>> = {
  principalId: {
    instanceId: instanceOf,
    // Only the session of a role has a name behind the colon.
    session: (value) => group(/^(A[A-Z]{3}[A-Z0-9]+:[\s\S]+)$/, value),
  },
  accessKeyId: { session: (value) => group(/^(ASIA[A-Z0-9]{16})$/, value) },
  actor: {
    // An instance's session is called `role/i-…`.
    instanceId: (value) => instanceOf(value.replace("/", ":")),
    // A role's session as another account's log names it, which knows the role by its id alone.
    session: (value) => group(/^account:\d+\/(AROA[A-Z0-9]+:[\s\S]+)$/, value),
  },
  arn: {
    userName: (value) => group(/^arn:[^:]*:iam::\d*:user\/(?:[^/]*\/)*([^/]+)$/, value),
    session: (value) => group(/^(arn:[^:]*:sts::\d*:assumed-role\/[^/]+\/[\s\S]+)$/, value),
    role: (value) =>
      isRoleArn(value) ? value : group(/^arn:[^:]*:sts::\d*:assumed-role\/([^/]+)\//, value),
  },
  roleArn: { role: (value) => value, resource: (value) => (isRoleArn(value) ? value : null) },
  userName: { resource: (value) => `user/${value}` },
  role: { resource: (value) => `role/${value}` },
  bucket: { resource: (value) => `s3://${value}` },
  instanceId: { resource: (value) => value },
};

function saidTo(kind: Kind, cellKind: Kind, value: string): string | null {
  if (kind === cellKind) return value;
  if (cellKind === "resource") return resourceAs(kind, value);
  return SAID[cellKind]?.[kind]?.(value) ?? null;
}

/** A cell's value as an input of another kind takes it, or null when it cannot be one. */
export function asInput(kind: Kind, cellKind: Kind, value: string): string | null {
  const text = saidTo(kind, cellKind, value);
  if (text === null) return null;
  const check = checkInput(kind, text);
  return check.ok ? check.value : null;
}

/** The steps of a playbook that values lead to, in the order that they are offered. */
function entrySteps({ entry, steps }: Playbook): readonly Step[] {
  return entry?.flatMap((id) => steps.filter((step) => step.id === id)) ?? steps;
}

const entries: readonly StepRef[] = playbooks.flatMap((playbook) =>
  entrySteps(playbook).map((step) => ({ playbook, step })),
);

/** Steps of any playbook that need a value of this kind alone. */
export function stepsThatTake(cellKind: Kind, value: string): readonly StepTarget[] {
  return entries.flatMap(({ playbook, step }): readonly StepTarget[] => {
    const needed = step.inputs.filter((input) => input.required);
    const [input] = needed;
    if (needed.length !== 1 || !input) return [];
    const taken = asInput(input.kind, cellKind, value);
    if (taken === null) return [];
    return [
      {
        label: step.question,
        playbookId: playbook.id,
        stepId: step.id,
        inputs: { [input.name]: taken },
      },
    ];
  });
}
