/** Values that occur in the demo account, for the inputs of every step. */
import { INSTANCE_PRINCIPAL } from "@/lib/demo/incident-instance";
import { KEY_ATTACK_AGENT, KEY_ATTACK_IPS } from "@/lib/demo/incident-key";
import {
  JUMP_SESSION,
  LOGGING_ATTACK_IP,
  LOGGING_CHAIN,
  LOGGING_USER,
} from "@/lib/demo/incident-logging";
import { STOLEN_INSTANCE } from "@/lib/demo/instances";
import { CI_DEPLOY } from "@/lib/demo/people";
import type { InputValues, Step } from "@/queries/playbook";

const KNOWN: InputValues = {
  accessKeyId: CI_DEPLOY.accessKeyId,
  userAgent: KEY_ATTACK_AGENT,
  sourceIp: KEY_ATTACK_IPS[0],
  instanceId: STOLEN_INSTANCE.id,
  principalId: INSTANCE_PRINCIPAL,
  userName: CI_DEPLOY.name,
  role: STOLEN_INSTANCE.role.name,
  session: INSTANCE_PRINCIPAL,
  bucketName: "acme-dev-trail-logs",
  resource: "svc-backup2",
  actor: CI_DEPLOY.name,
};

/** Those who open sessions in the demo account. */
const OPENERS: InputValues = {
  accessKeyId: LOGGING_USER.accessKeyId,
  sourceIp: LOGGING_ATTACK_IP,
  userName: LOGGING_USER.name,
  role: JUMP_SESSION.role,
  session: JUMP_SESSION.principalId,
  actor: LOGGING_USER.name,
};

const INPUTS_OF: Readonly<Record<string, InputValues>> = {
  "sessions-opened": OPENERS,
  "opened-by": { accessKeyId: LOGGING_CHAIN[1] },
};

/** The required inputs of a step, with values of the demo account. */
export function demoInputs({ id, inputs }: Step): InputValues {
  return Object.fromEntries(
    inputs
      .filter(({ required }) => required)
      .map(({ name }) => {
        const value = INPUTS_OF[id]?.[name] ?? KNOWN[name];
        if (value === undefined) throw new Error(`${id} takes the input ${name}, unknown here`);
        return [name, value];
      }),
  );
}
