/** A list of sessions: who, how, since when, how much; each row leads to its session. */
import { measuredBy, type Pivot } from "../playbook";
import { isNotNull } from "../query";

/** Temporary credentials made the call. */
export const inSession = isNotNull("sessioncreated");

/** One row for each session; two where it was used in two ways. */
export const SESSION_ROWS = measuredBy(
  ["actor", "channel", "sessioncreated", "principalid"],
  ["firstseen", "lastseen", "denied", "addresses", "tools", "keys"],
);

export const toSession: Pivot = {
  column: "principalid",
  to: "session/session-timeline",
  input: "session",
  carry: [],
  fromRow: { opened: "sessioncreated" },
  label: "What did this session do?",
};
