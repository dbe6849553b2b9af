import {
  countBy,
  events,
  inputIs,
  optional,
  type Pivot,
  type Playbook,
  required,
} from "../playbook";

const key = required("accessKeyId", "accessKeyId", "Access key");
const thisKey = optional("accessKeyId", "accessKeyId", "Access key");
const ofTheKey = inputIs("accesskeyid", "accessKeyId");

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

export const accessKeyExposure: Playbook = {
  id: "access-key-exposure",
  title: "Access key exposure",
  question: "What was this key used for, from where, and with what?",
  when: "An access key was found in public, or a finding names one.",
  attack: ["T1552.001", "T1078.004"],
  entity: [ofTheKey],
  steps: [
    {
      id: "key-owner",
      question: "Whose key is it?",
      why: "The owner decides whom to call and what the key may do. More than one owner means that sessions share a key id.",
      empty: "The key signed no call in this window, so the log cannot name its owner.",
      inputs: [key],
      where: [ofTheKey],
      answer: countBy("principalid", "arn", "accountid", "type"),
      limit: null,
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
      id: "user-agents",
      question: "With which tools was it used?",
      why: "A key has few homes. A user agent that does not belong is the quickest sign of a second user.",
      empty: "The key was not used in this window, or not in these accounts and regions.",
      inputs: [key],
      where: [ofTheKey],
      answer: countBy("useragent"),
      limit: null,
      view: "bars",
      pivots: agentPivots,
    },
    {
      id: "source-ips",
      question: "From which addresses was it used?",
      why: "An address outside the usual networks shows who else holds the key.",
      empty: "The key was not used in this window, or not in these accounts and regions.",
      inputs: [key],
      where: [ofTheKey],
      answer: countBy("sourceipaddress"),
      limit: null,
      view: "bars",
      pivots: addressPivots,
    },
    {
      id: "all-key-usage",
      question: "What was it used for?",
      why: "Every call of the key, in order: the record that the rest of the playbook reads from.",
      empty: "The key was not used in this window, or not in these accounts and regions.",
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
      limit: null,
      view: "timeline",
      pivots: [...agentPivots, ...addressPivots],
    },
    {
      id: "events-by-user-agent",
      question: "What was done with this user agent?",
      why: "The calls of one tool, in order, tell what its user was after. By anyone: whether the same tool holds other keys.",
      empty: "Nobody used this user agent in this window.",
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
      limit: null,
      view: "timeline",
      pivots: addressPivots,
    },
    {
      id: "events-by-source-ip",
      question: "What was done from this address?",
      why: "The calls from one place, in order. By anyone: which other keys the same place holds.",
      empty: "Nobody called from this address in this window.",
      inputs: [required("sourceIp", "sourceIp", "Source address"), thisKey],
      where: [inputIs("sourceipaddress", "sourceIp"), ofTheKey],
      answer: events("eventtime", "eventsource", "eventname", "errorcode", "useragent", "eventid"),
      limit: null,
      view: "timeline",
      pivots: agentPivots,
    },
  ],
};
