/** The playbook about an access key. */
import {
  countBy,
  events,
  inputIs,
  oncePerAct,
  optional,
  type Pivot,
  playbook,
  required,
} from "../playbook";
import { leftBehind } from "./left-behind";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";

const key = required("accessKeyId", "accessKeyId", "Access key");
const thisKey = optional("accessKeyId", "accessKeyId", "Access key");
const ofTheKey = inputIs("accesskeyid", "accessKeyId");
const aboutKey = { name: "key", inputs: [key], where: [ofTheKey] };

/** Each odd value leads to its events, for this key first and then for anyone. */
const agentPivots: readonly Pivot[] = [
  {
    column: "useragent",
    to: "access-key-exposure/events-by-user-agent",
    input: "userAgent",
    carry: ["accessKeyId"],
    label: "Events with it, this key",
  },
  {
    column: "useragent",
    to: "access-key-exposure/events-by-user-agent",
    input: "userAgent",
    carry: [],
    label: "Events with it, by anyone",
  },
];
const addressPivots: readonly Pivot[] = [
  {
    column: "sourceipaddress",
    to: "access-key-exposure/events-by-source-ip",
    input: "sourceIp",
    carry: ["accessKeyId"],
    label: "Events from it, this key",
  },
  {
    column: "sourceipaddress",
    to: "access-key-exposure/events-by-source-ip",
    input: "sourceIp",
    carry: [],
    label: "Events from it, by anyone",
  },
];

export const accessKeyExposure = playbook({
  id: "access-key-exposure",
  title: "Access key exposure",
  question: "What was this key used for, from where, and with what?",
  when: "An access key was found in public, or a finding names one.",
  attack: ["T1552.001", "T1078.004"],
  entity: [ofTheKey],
  // Who opened a session is offered for the keys of sessions alone.
  entry: [
    "key-owner",
    "user-agents",
    "source-ips",
    "all-key-usage",
    "sessions-opened",
    "left-behind",
    "events-by-user-agent",
    "events-by-source-ip",
  ],
  steps: [
    {
      id: "key-owner",
      question: "Whose key is it?",
      why: "The owner decides whom to call and what the key may do. Several sessions may share a key id.",
      empty: "The key signed no call in this time range, so the logs cannot name its owner.",
      inputs: [key],
      where: [ofTheKey],
      answer: countBy("principalid", "arn", "accountid", "type"),
      view: "table",
      pivots: [
        {
          column: "principalid",
          to: "general-purpose/denied-actions-of-principal",
          input: "principalId",
          carry: [],
          label: "What was it denied?",
        },
      ],
    },
    {
      id: "opened-by",
      question: "Who opened this session?",
      why: "The call that issued this key, with who made it and with which key. Follow that key back to the person.",
      empty:
        "No call in this time range returned this key. A long-term key (AKIA) has no opener: see “Whose key is it?”. A session (ASIA) may have been opened before, or from an account without logs here.",
      inputs: [key],
      where: [inputIs("issuedkey", "accessKeyId")],
      answer: oncePerAct(
        events(
          "eventtime",
          "eventname",
          "actor",
          "accesskeyid",
          "resource",
          "sourceidentity",
          "sourceipaddress",
          "errorcode",
          "accountid",
          "recipientaccountid",
          "sharedeventid",
          "eventid",
        ),
      ),
      view: "table",
      offeredFor: { input: "accessKeyId", start: "ASIA" },
      pivots: [
        {
          column: "accesskeyid",
          to: "access-key-exposure/key-owner",
          input: "accessKeyId",
          carry: [],
          label: "Whose key opened it?",
        },
      ],
    },
    {
      id: "user-agents",
      question: "With which tools was it used?",
      why: "A key is used by few tools. An unexpected user agent is the quickest sign of a second user.",
      empty: "The key was not used in this time range, or not in these accounts and regions.",
      inputs: [key],
      where: [ofTheKey],
      answer: countBy("useragent"),
      view: "bars",
      pivots: agentPivots,
    },
    {
      id: "source-ips",
      question: "From which addresses was it used?",
      why: "An address outside the usual networks may be someone else with the key.",
      empty: "The key was not used in this time range, or not in these accounts and regions.",
      inputs: [key],
      where: [ofTheKey],
      answer: countBy("sourceipaddress"),
      view: "bars",
      pivots: addressPivots,
    },
    {
      id: "all-key-usage",
      question: "What was it used for?",
      why: "Every call of the key, in order: the timeline of the incident.",
      empty: "The key was not used in this time range, or not in these accounts and regions.",
      inputs: [key],
      where: [ofTheKey],
      answer: events(
        "eventtime",
        "eventsource",
        "eventname",
        "sourceipaddress",
        "errorcode",
        "useragent",
        "eventid",
      ),
      view: "timeline",
      pivots: [...agentPivots, ...addressPivots],
    },
    sessionsOpened(aboutKey),
    ruleMatches(aboutKey),
    leftBehind([key], [ofTheKey]),
    {
      id: "events-by-user-agent",
      question: "What was done with this user agent?",
      why: "What the user of one tool was after. Leave the key out to see the other keys of the tool.",
      empty: "This user agent was not used in this time range.",
      inputs: [required("userAgent", "userAgent", "User agent"), thisKey],
      where: [inputIs("useragent", "userAgent"), ofTheKey],
      answer: events(
        "eventtime",
        "eventsource",
        "eventname",
        "sourceipaddress",
        "errorcode",
        "eventid",
      ),
      view: "timeline",
      pivots: addressPivots,
    },
    {
      id: "events-by-source-ip",
      question: "What was done from this address?",
      why: "The calls from one address, in order. Leave the key out to see the other keys used there.",
      empty: "No call came from this address in this time range.",
      inputs: [required("sourceIp", "sourceIp", "Source address"), thisKey],
      where: [inputIs("sourceipaddress", "sourceIp"), ofTheKey],
      answer: events("eventtime", "eventsource", "eventname", "errorcode", "useragent", "eventid"),
      view: "timeline",
      pivots: agentPivots,
    },
  ],
});
