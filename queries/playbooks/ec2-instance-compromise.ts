/** The playbook about an EC2 instance. */
import { countBy, events, playbook, required, type Template } from "../playbook";
import { byAnInstance, denied, is, isNot } from "../query";
import { addressesOf, timelineOf, toolsOf } from "./actor-steps";
import type { Caller } from "./caller";
import { leftBehind } from "./left-behind";
import { ruleMatches } from "./rule-matches";
import { sessionsOpened } from "./sessions-opened";

const instance = required("instanceId", "instanceId", "Instance");
/** An instance's role session is named for the instance, after the role's id and a colon. */
const byThisInstance: Template = {
  op: "endsWith",
  field: "principalid",
  input: "instanceId",
  before: ":",
};
/** What the instance's credentials did, on the instance or elsewhere. */
const credentials: Caller = {
  id: "instance",
  name: "instance",
  inputs: [instance],
  where: [byThisInstance],
};
const TOP = 25;

export const ec2InstanceCompromise = playbook({
  id: "ec2-instance-compromise",
  title: "EC2 instance compromise",
  question: "What did this instance's role do, and what was it denied?",
  when: "An instance is suspect, or its role's credentials were used from outside.",
  attack: ["T1552.005", "T1078.004", "T1580"],
  entity: [byThisInstance],
  entry: ["instance-api-calls", "instance-denied-calls", "calls-on-instance"],
  steps: [
    {
      id: "instance-api-calls",
      question: "Which calls did the instance make?",
      why: "A server makes the same few calls all day. Anything else is a person on it, or its credentials used elsewhere.",
      empty:
        "The instance's role made no call in this time range: its credentials were not used, or it has no role.",
      inputs: [instance],
      where: [byThisInstance],
      answer: countBy("eventname"),
      limit: TOP,
      view: "bars",
    },
    {
      id: "instance-denied-calls",
      question: "What was the instance denied?",
      why: "Software rarely asks for what it may not do. Denials suggest that someone is probing permissions.",
      empty: "This instance was not denied anything in this time range.",
      inputs: [instance],
      where: [byThisInstance, denied],
      answer: countBy("eventname"),
      limit: TOP,
      view: "bars",
    },
    {
      id: "calls-on-instance",
      question: "What was done to the instance?",
      why: "Who started, changed, snapshotted or exposed it: every event that names it in the request or the response.",
      empty: "No event in this time range names the instance.",
      inputs: [instance],
      where: [
        {
          op: "or",
          of: [
            { op: "contains", field: "requestparameters", input: "instanceId" },
            { op: "contains", field: "responseelements", input: "instanceId" },
          ],
        },
      ],
      answer: events(
        "eventtime",
        "eventsource",
        "eventname",
        "principalid",
        "sourceipaddress",
        "errorcode",
        "eventid",
      ),
      view: "timeline",
    },
    toolsOf(credentials),
    addressesOf(credentials),
    timelineOf(credentials),
    sessionsOpened(credentials),
    ruleMatches(credentials),
    leftBehind([instance], [byThisInstance]),
    {
      id: "most-denied-instances",
      question: "Which instances were denied most?",
      why: "Look first at the one with far more denials than the others.",
      empty: "No instance was denied anything in this time range.",
      where: [byAnInstance, denied],
      answer: countBy("principalid"),
      limit: TOP,
      view: "bars",
      pivots: [
        {
          column: "principalid",
          to: "ec2-instance-compromise/instance-denied-calls",
          input: "instanceId",
          carry: [],
          label: "What was it denied?",
        },
        {
          column: "principalid",
          to: "ec2-instance-compromise/instance-api-calls",
          input: "instanceId",
          carry: [],
          label: "Which calls did it make?",
        },
      ],
    },
    {
      id: "most-denied-actions",
      question: "What were instances denied most?",
      why: "Denied reads of secrets, users and buckets are typical of reconnaissance.",
      empty: "No instance was denied anything but AssumeRole in this time range.",
      where: [byAnInstance, denied, isNot("eventname", "AssumeRole")],
      answer: countBy("eventsource", "eventname"),
      limit: TOP,
      view: "bars",
    },
    {
      id: "instances-calling-iam",
      question: "Which instances call IAM?",
      why: "Servers rarely manage identities. One that does may be creating a backdoor.",
      empty: "No instance called IAM in this time range.",
      where: [byAnInstance, is("eventsource", "iam.amazonaws.com")],
      answer: countBy("principalid", "eventsource", "eventname"),
      limit: TOP,
      view: "bars",
      pivots: [
        {
          column: "principalid",
          to: "ec2-instance-compromise/instance-api-calls",
          input: "instanceId",
          carry: [],
          label: "Which calls did it make?",
        },
      ],
    },
    {
      id: "instances-listing-buckets",
      question: "Which instances list buckets?",
      why: "Software knows the names of its buckets. An intruder lists them first.",
      empty: "No instance listed buckets in this time range.",
      where: [byAnInstance, is("eventsource", "s3.amazonaws.com"), is("eventname", "ListBuckets")],
      answer: countBy("principalid", "eventsource", "eventname"),
      limit: TOP,
      view: "bars",
      pivots: [
        {
          column: "principalid",
          to: "ec2-instance-compromise/instance-api-calls",
          input: "instanceId",
          carry: [],
          label: "Which calls did it make?",
        },
      ],
    },
  ],
});
