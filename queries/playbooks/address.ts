/** The playbook about a source address or network. */
import { events, inputIs, measuredBy, playbook, required, type StepText } from "../playbook";
import { denied } from "../query";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";

const inputs = [required("sourceIp", "sourceIp", "Source address")];
const fromIt = inputIs("sourceipaddress", "sourceIp");
const about = { inputs, where: [fromIt], limit: null, view: "bars", pivots: [] } as const;
const empty = "No call came from this address in this time range.";

const steps: readonly StepText[] = [
  {
    ...about,
    id: "address-keys",
    question: "Which keys were used from this address?",
    why: "A second key from the same address may be stolen as well.",
    empty,
    answer: measuredBy(
      ["accesskeyid", "actor"],
      ["succeeded", "denied", "tools", "regions", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "address-actors",
    question: "Who called from this address?",
    why: "Many actors point to an office or a VPN, a single one to a person or a server.",
    empty,
    answer: measuredBy(
      ["actor", "recipientaccountid"],
      ["succeeded", "denied", "keys", "tools", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "address-tools",
    question: "Which tools were used from this address?",
    why: "One unusual tool with several keys may be one person who has all of them.",
    empty,
    answer: measuredBy(
      ["agentproduct", "useragent"],
      ["actors", "keys", "denied", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "address-calls",
    question: "Which calls came from this address?",
    why: "The counts show whether someone only looked around, or took and changed things.",
    empty,
    answer: measuredBy(
      ["eventsource", "eventname"],
      ["succeeded", "denied", "actors", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "address-denied",
    question: "Which calls from this address were denied?",
    why: "Denials of several actors at one address point to someone who is trying keys.",
    empty: "Nothing was denied to this address in this time range.",
    where: [fromIt, denied],
    answer: measuredBy(["actor", "eventname", "errorcode"], ["firstseen", "lastseen"]),
  },
  {
    ...about,
    id: "address-timeline",
    question: "What was done from this address, in order?",
    why: "Every call from it, by any actor.",
    empty,
    answer: events(
      "eventtime",
      "actor",
      "eventsource",
      "eventname",
      "resource",
      "errorcode",
      "useragent",
      "accesskeyid",
      "eventid",
    ),
    view: "timeline",
  },
];

const address = { name: "address", inputs, where: [fromIt] };

export const sourceAddress = playbook({
  id: "address",
  title: "Source address",
  question: "Who else used this address, and for what?",
  when: "A finding names an address, or a key was used from one that no one knows.",
  attack: ["T1078.004"],
  entity: [fromIt],
  entry: ["address-keys", "address-actors"],
  steps: [...steps, sessionsOpened(address), ruleMatches(address)],
});
