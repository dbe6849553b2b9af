/** The playbook about secrets and parameters. */
import { calls } from "../calls";
import { events, measuredBy, playbook, type StepText } from "../playbook";
import { anyOf, denied, is } from "../query";
import { CHANGE_ROW } from "./caller";

const reads = anyOf(
  calls("secretsmanager", "GetSecretValue", "BatchGetSecretValue"),
  calls("ssm", "GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"),
  calls("ec2", "GetPasswordData"),
);
const writes = anyOf(
  calls(
    "secretsmanager",
    "CreateSecret",
    "PutSecretValue",
    "UpdateSecret",
    "DeleteSecret",
    "RestoreSecret",
    "PutResourcePolicy",
    "DeleteResourcePolicy",
    "ReplicateSecretToRegions",
    "RotateSecret",
    "CancelRotateSecret",
    "UpdateSecretVersionStage",
  ),
  calls("ssm", "PutParameter", "DeleteParameter", "DeleteParameters", "LabelParameterVersion"),
);

const about = { inputs: [], limit: null, view: "bars", pivots: [] } as const;
const empty = "No secret or parameter was read in this time range.";

const steps: readonly StepText[] = [
  {
    ...about,
    id: "secrets-read",
    question: "Which secrets and parameters were read?",
    why: "Rotate each one that anything but its own program has read. Denied reads are attempts. A call for several counts under the first that it names.",
    empty,
    where: [reads],
    answer: measuredBy(
      ["resource", "eventname"],
      ["succeeded", "denied", "actors", "addresses", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "secret-readers",
    question: "Who read secrets and parameters?",
    why: "A program reads its own few secrets. An actor that reads many is collecting them.",
    empty,
    where: [reads],
    answer: measuredBy(
      ["actor", "eventsource"],
      ["succeeded", "denied", "addresses", "tools", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "secrets-by-reader",
    question: "Who read which secret?",
    why: "The pairs to check: who had which secret, how often, and since when.",
    empty,
    where: [reads, is("outcome", "success")],
    answer: measuredBy(["actor", "resource"], ["addresses", "tools", "firstseen", "lastseen"]),
  },
  {
    ...about,
    id: "secrets-denied",
    question: "Which reads of secrets were denied?",
    why: "Denied reads show who was looking for secrets without permission.",
    empty: "No read of a secret or parameter was denied in this time range.",
    where: [reads, denied],
    answer: measuredBy(["actor", "eventname", "resource"], ["addresses", "firstseen", "lastseen"]),
  },
  {
    ...about,
    id: "secrets-changed",
    question: "Which secrets and parameters were changed?",
    why: "A changed value, or a policy that shares a secret, lets someone in later.",
    empty: "No secret or parameter was changed in this time range.",
    where: [writes],
    answer: events(...CHANGE_ROW),
    view: "timeline",
  },
  {
    ...about,
    id: "secrets-timeline",
    question: "When were secrets and parameters read?",
    why: "Each read, in order. Many within seconds are a script.",
    empty,
    where: [reads],
    answer: events(
      "eventtime",
      "actor",
      "eventname",
      "resource",
      "errorcode",
      "sourceipaddress",
      "useragent",
      "accesskeyid",
      "eventid",
    ),
    view: "timeline",
  },
];

export const secrets = playbook({
  id: "secrets",
  title: "Secrets and parameters",
  question: "Which secrets were read, and by whom?",
  when: "Someone had credentials, and you need the list of secrets to change.",
  attack: ["T1555.006", "T1552"],
  entity: [anyOf(reads, writes)],
  steps,
});
