/** The playbook about one session. */
import {
  inputIs,
  measuredBy,
  optional,
  playbook,
  required,
  type StepText,
  type Template,
} from "../playbook";
import { addressesOf, callsOf, changesBy, deniedTo, timelineOf, toolsOf } from "./actor-steps";
import { type Caller, callerBy } from "./caller";
import { leftBehind } from "./left-behind";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";

const byId: Caller = callerBy(
  "session",
  "session",
  required("session", "session", "Session, its ARN or its key"),
  "principalid",
  "accesskeyid",
  "arn",
);
/** An actor, `role/session`, is the end of the session's ARN. */
const byActor: Template = {
  op: "endsWith",
  field: "arn",
  input: "session",
  before: ":assumed-role/",
};
/** A principal id is one of all sessions of that name: the time of its opening says which. */
const session: Caller = {
  ...byId,
  inputs: [...byId.inputs, optional("opened", "time", "Opened")],
  where: [{ op: "or", of: [...byId.where, byActor] }, inputIs("sessioncreated", "opened")],
};

const owner: StepText = {
  id: "session-owner",
  question: "Whose session is it?",
  why: "The role's session name is usually the person or program behind it; its key leads to who opened it. Several rows mean that sessions share a name.",
  empty: "The session made no call in this time range, so the logs cannot name its owner.",
  inputs: session.inputs,
  where: session.where,
  answer: measuredBy(
    ["actor", "accesskeyid", "arn", "type", "channel", "sessioncreated", "mfaauthenticated"],
    ["firstseen", "lastseen", "denied", "addresses", "keys"],
  ),
  view: "table",
  pivots: [
    {
      column: "accesskeyid",
      to: "access-key-exposure/opened-by",
      input: "accessKeyId",
      carry: [],
      label: "Who opened this session?",
    },
  ],
};

export const oneSession = playbook({
  id: "session",
  title: "Session",
  question: "What did this session do, and who was behind it?",
  when: "An event names a temporary key (ASIA…) or a role's session (AROA…:name).",
  attack: ["T1078.004", "T1550.001"],
  entity: session.where,
  entry: ["session-owner", "session-timeline"],
  steps: [
    owner,
    toolsOf(session),
    addressesOf(session),
    callsOf(session),
    changesBy(session),
    deniedTo(session),
    sessionsOpened(session),
    ruleMatches(session),
    leftBehind(session.inputs, session.where),
    timelineOf(session),
  ],
});
