/** The playbook about an IAM role. */
import {
  events,
  measuredBy,
  oncePerAct,
  playbook,
  required,
  type StepText,
  type Template,
} from "../playbook";
import { is, startsWith } from "../query";
import {
  addressesOf,
  callsOf,
  changesBy,
  deniedTo,
  sessionsOf,
  timelineOf,
  toolsOf,
} from "./actor-steps";
import { callerBy } from "./caller";
import { leftBehind } from "./left-behind";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";

const byRole = callerBy(
  "role",
  "role",
  required("role", "role", "Role (name or ARN)"),
  "issuerarn",
  "issuerusername",
);

const assumesIt: readonly Template[] = [
  is("eventsource", "sts.amazonaws.com"),
  startsWith("eventname", "AssumeRole"),
  { op: "names", field: "resource", input: "role" },
];

const assumedBy: StepText = {
  id: "role-assumed-by",
  question: "Who assumed this role?",
  why: "Each caller that took the role, or was denied it. A new service or account may have been let in by a changed trust policy.",
  empty: "No call in this time range assumed the role. Its sessions may be older.",
  inputs: byRole.inputs,
  where: assumesIt,
  answer: oncePerAct(
    measuredBy(
      ["actor", "eventname", "recipientaccountid"],
      ["succeeded", "denied", "addresses", "firstseen", "lastseen"],
    ),
  ),
  view: "bars",
};

const assumptions: StepText = {
  id: "role-assumptions",
  question: "When was this role assumed?",
  why: "Each call that opened a session, in order: match its time with the session that did the damage.",
  empty: "No call in this time range assumed the role.",
  inputs: byRole.inputs,
  where: assumesIt,
  answer: oncePerAct(
    events(
      "eventtime",
      "actor",
      "eventname",
      "sourceipaddress",
      "errorcode",
      "useragent",
      "requeststart",
      "eventid",
    ),
  ),
  view: "timeline",
};

export const iamRole = playbook({
  id: "role",
  title: "Role",
  question: "Who used this role, and what did they do with it?",
  when: "An event names a role, or a role's trust or permissions were changed.",
  attack: ["T1078.004", "T1098.003"],
  entity: byRole.where,
  entry: ["role-sessions", "role-assumed-by"],
  steps: [
    sessionsOf(byRole),
    assumedBy,
    assumptions,
    toolsOf(byRole),
    addressesOf(byRole),
    callsOf(byRole),
    changesBy(byRole),
    deniedTo(byRole),
    sessionsOpened(byRole),
    ruleMatches(byRole),
    leftBehind(byRole.inputs, byRole.where),
    timelineOf(byRole),
  ],
});
