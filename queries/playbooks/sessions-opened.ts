/** The step that lists the sessions which an entity opened. */
import { events, oncePerAct, type Pivot, type StepText } from "../playbook";
import { is, oneOf } from "../query";
import type { Caller } from "./caller";

export const SESSIONS_OPENED = "sessions-opened";

/** Calls that return the credentials of a session, or switch the console to a role. */
export const OPENS_SESSION: readonly string[] = [
  "AssumeRole",
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "AssumeRoot",
  "GetSessionToken",
  "GetFederationToken",
  "GetSigninToken",
  "SwitchRole",
];

export const opensSession = oneOf("eventname", OPENS_SESSION);

const toSession: Pivot = {
  column: "issuedkey",
  to: "access-key-exposure/all-key-usage",
  input: "accessKeyId",
  carry: [],
  label: "What was this session used for?",
};

/** @param entity the entity that opened them, with its inputs and its events */
export function sessionsOpened({ name, inputs, where }: Omit<Caller, "id">): StepText {
  return {
    id: SESSIONS_OPENED,
    question: `Which sessions did this ${name} open?`,
    why: "A session has its own key, often in another account: what it did is not listed here.",
    empty: "No session was opened in this time range.",
    inputs,
    where: [...where, opensSession, is("outcome", "success")],
    answer: oncePerAct(
      events(
        "eventtime",
        "eventname",
        "resource",
        "issuedkey",
        "arn",
        "mfaauthenticated",
        "sourceidentity",
        "sourceipaddress",
        "errorcode",
        "requeststart",
        "eventid",
      ),
    ),
    view: "table",
    pivots: [toSession],
  };
}
