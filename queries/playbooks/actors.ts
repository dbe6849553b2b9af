/** The playbook about the actors of an account. */
import { measuredBy, playbook, required, type StepText } from "../playbook";
import { denied } from "../query";
import { addressesOf, callsOf, changesBy, sessionsOf, timelineOf, toolsOf } from "./actor-steps";
import { callerBy } from "./caller";
import { changes } from "./change-calls";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";

const actor = callerBy("actor", "actor", required("actor", "actor", "Actor"), "actor");

const about = { inputs: [], where: [], limit: null, view: "bars", pivots: [] } as const;
const empty = "No call was made in this time range.";

const firstLook: readonly StepText[] = [
  {
    ...about,
    id: "all-actors",
    question: "Who was active, and how much?",
    why: "Every user, role session and service. Look for one that you do not know, or that has many denials.",
    empty,
    answer: measuredBy(
      ["actor", "type"],
      ["succeeded", "denied", "failed", "keys", "addresses", "regions", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "all-changes",
    question: "Who changed anything, or tried to?",
    why: "Actors that changed something, or tried to and failed. Sign-ins and the reports of agents are left out.",
    empty: "Nothing was changed in this time range, apart from sign-ins and agents' reports.",
    where: changes,
    answer: measuredBy(
      ["actor", "channel"],
      ["succeeded", "denied", "calls", "addresses", "regions", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "all-denied",
    question: "Which actors were denied, and what?",
    why: "One actor that is denied many different calls is trying out what its credentials can do.",
    empty: "No one was denied anything in this time range.",
    where: [denied],
    answer: measuredBy(
      ["actor"],
      ["calls", "addresses", "tools", "regions", "firstseen", "lastseen"],
    ),
  },
];

/** Findings look back; this counts what rules name, known or new. */
const namedByRules: StepText = {
  ...about,
  id: "known-abused-calls",
  question: "Who made calls that intruders are known to abuse?",
  why: "Calls named by watchlist rules of high or medium severity. Many rules, or many denials, point to an intruder.",
  empty: "No such call in this time range.",
  answer: { kind: "named-by-rules" },
  view: "table",
};

export const actors = playbook({
  id: "actors",
  title: "Actors",
  question: "Who was active here, and who does not belong?",
  when: "At the start, when an account is suspect and no name is known yet.",
  attack: ["T1078.004", "T1087.004"],
  entity: actor.where,
  entry: ["actor-timeline", "actor-calls"],
  steps: [
    ...firstLook,
    namedByRules,
    callsOf(actor),
    toolsOf(actor),
    addressesOf(actor),
    sessionsOf(actor),
    changesBy(actor),
    sessionsOpened(actor),
    ruleMatches(actor),
    timelineOf(actor),
  ],
});
