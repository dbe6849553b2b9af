/** The playbook about an IAM user. */
import { events, playbook, required, type StepText } from "../playbook";
import { is } from "../query";
import {
  addressesOf,
  callsOf,
  changesBy,
  deniedTo,
  keysOf,
  timelineOf,
  toolsOf,
} from "./actor-steps";
import { callerBy } from "./caller";
import { leftBehind } from "./left-behind";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";
import { SIGN_IN_ROW, signInFilters } from "./sign-ins";

const user = callerBy("user", "user", required("userName", "userName", "User name"), "username");

const signIns: StepText = {
  id: "user-sign-ins",
  question: "When did this user sign in to the console?",
  why: "A sign-in from a new address, without MFA, or after failures in a row may be someone else's.",
  empty: "This user did not sign in to the console in this time range.",
  inputs: user.inputs,
  where: [...user.where, is("eventsource", "signin.amazonaws.com")],
  answer: events(...SIGN_IN_ROW),
  view: "timeline",
  quickFilters: signInFilters,
};

export const iamUser = playbook({
  id: "user",
  title: "IAM user",
  question: "What did this user do, with which keys, from where?",
  when: "An alert names an IAM user, or one was created during the incident.",
  attack: ["T1078.004", "T1136.003"],
  entity: user.where,
  entry: ["user-timeline", "user-keys"],
  steps: [
    keysOf(user),
    toolsOf(user),
    addressesOf(user),
    callsOf(user),
    changesBy(user),
    deniedTo(user),
    sessionsOpened(user),
    ruleMatches(user),
    leftBehind(user.inputs, user.where),
    signIns,
    timelineOf(user),
  ],
});
