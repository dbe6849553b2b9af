/** The registry of playbooks. A new playbook is its own file, its test, and one line here. */
import type { Playbook, Step } from "./playbook";
import { accessKeyExposure } from "./playbooks/access-key-exposure";
import { ec2InstanceCompromise } from "./playbooks/ec2-instance-compromise";
import { generalPurpose } from "./playbooks/general-purpose";
import { watchlist } from "./playbooks/watchlist";

export const playbooks: readonly Playbook[] = [
  accessKeyExposure,
  ec2InstanceCompromise,
  watchlist,
  generalPurpose,
];

/** The playbook of an id from outside. */
export const findPlaybook = (id: string): Playbook | null =>
  playbooks.find((playbook) => playbook.id === id) ?? null;

/** A step with the playbook it belongs to; its address is `playbook/step`. */
export type StepRef = { readonly playbook: Playbook; readonly step: Step };

/** Every step of every playbook, in order. */
export const allSteps: readonly StepRef[] = playbooks.flatMap((playbook) =>
  playbook.steps.map((step) => ({ playbook, step })),
);

/** The step at an address from outside. */
export function findStep(address: string): StepRef | null {
  return allSteps.find(({ playbook, step }) => `${playbook.id}/${step.id}` === address) ?? null;
}
