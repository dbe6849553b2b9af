/** The registry of playbooks. A new playbook is its own file, its test, and one line here. */
import { countingStepId, eventsBehind } from "./events-behind";
import type { Playbook, Step } from "./playbook";
import { accessKeyExposure } from "./playbooks/access-key-exposure";
import { actors } from "./playbooks/actors";
import { sourceAddress } from "./playbooks/address";
import { s3Bucket } from "./playbooks/bucket";
import { whatChanged } from "./playbooks/changes";
import { ec2InstanceCompromise } from "./playbooks/ec2-instance-compromise";
import { generalPurpose } from "./playbooks/general-purpose";
import { resourceHistory } from "./playbooks/resource";
import { iamRole } from "./playbooks/role";
import { secrets } from "./playbooks/secrets";
import { oneSession } from "./playbooks/session";
import { sessions } from "./playbooks/sessions";
import { iamUser } from "./playbooks/user";
import { watchlist } from "./playbooks/watchlist";

/** The likeliest first: those about something named in an alert, then those about a whole account. */
export const playbooks: readonly Playbook[] = [
  accessKeyExposure,
  ec2InstanceCompromise,
  iamUser,
  iamRole,
  oneSession,
  sourceAddress,
  s3Bucket,
  resourceHistory,
  watchlist,
  whatChanged,
  actors,
  secrets,
  sessions,
  generalPurpose,
];

/** The playbook of an id from outside. */
export function findPlaybook(id: string): Playbook | null {
  return playbooks.find((playbook) => playbook.id === id) ?? null;
}

/** A step with the playbook it belongs to; its address is `playbook/step`. */
export type StepRef = { readonly playbook: Playbook; readonly step: Step };

/** Every step of every playbook, in order. */
export const allSteps: readonly StepRef[] = playbooks.flatMap((playbook) =>
  playbook.steps.map((step) => ({ playbook, step })),
);

/** The step of a playbook by its id, or the listing behind one of its counts. */
export function stepOf(playbook: Playbook, id: string): Step | null {
  const step = playbook.steps.find((each) => each.id === countingStepId(id));
  if (!step || step.id === id) return step ?? null;
  return eventsBehind(step);
}

/** The step at an address from outside. */
export function findStep(address: string): StepRef | null {
  const [playbookId = "", stepId = "", more] = address.split("/");
  const playbook = more === undefined ? findPlaybook(playbookId) : null;
  const step = playbook && stepOf(playbook, stepId);
  return playbook && step ? { playbook, step } : null;
}
