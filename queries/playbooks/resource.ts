/** The playbook about a resource. */
import { events, measuredBy, playbook, required, type Template } from "../playbook";
import { anyOf, is, startsWith } from "../query";
import { CHANGE_ROW } from "./caller";

const inputs = [required("resource", "resource", "Resource")];
const onIt: Template = { op: "names", field: "resource", input: "resource" };
const writes = is("readonly", "false");

/** The first words of calls that begin or end a resource's life. */
const CREATES = ["Create", "Run", "Register", "Import", "Copy", "Allocate", "Restore"] as const;
const DELETES = ["Delete", "Terminate", "Deregister", "Release", "Schedule"] as const;

const empty =
  "No call in this time range names it as its resource. Try another of its names, or the events that mention it.";

export const resourceHistory = playbook({
  id: "resource",
  title: "Resource history",
  question: "Who created, changed, used and deleted this resource?",
  when: "An alert names a bucket, role, secret, instance or any other resource.",
  attack: ["T1578", "T1530"],
  entity: [onIt],
  entry: ["resource-events"],
  steps: [
    {
      id: "resource-events",
      question: "What happened to this resource?",
      why: "Every call on it, newest first, by its name, its id or its ARN.",
      empty,
      inputs,
      where: [onIt],
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "resource-changes",
      question: "Who changed it, and what did they set?",
      why: "Only calls that write, each with the parameters that it was given.",
      empty: "No call in this time range changed it.",
      inputs,
      where: [onIt, writes],
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "resource-created-deleted",
      question: "Who created or deleted it?",
      why: "Something that was created during the incident has to be removed; something deleted has to be restored.",
      empty: "It was neither created nor deleted in this time range.",
      inputs,
      where: [
        onIt,
        writes,
        anyOf(...[...CREATES, ...DELETES].map((word) => startsWith("eventname", word))),
      ],
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "resource-users",
      question: "Who used it?",
      why: "Who read it or tried to, next to who usually does.",
      empty,
      inputs,
      where: [onIt],
      answer: measuredBy(
        ["actor", "eventname"],
        ["succeeded", "denied", "addresses", "keys", "firstseen", "lastseen"],
      ),
      view: "bars",
    },
    {
      id: "resource-addresses",
      question: "From which addresses was it used?",
      why: "An address that no one else uses for it is where the data may have gone.",
      empty,
      inputs,
      where: [onIt],
      answer: measuredBy(
        ["sourceipaddress"],
        ["succeeded", "denied", "actors", "firstseen", "lastseen"],
      ),
      view: "bars",
    },
    {
      id: "resource-mentions",
      question: "Which other events mention it?",
      why: "A call on something else may name it: a policy, a share, an attachment, a copy.",
      empty: "No event in this time range contains its name in the request or the response.",
      inputs,
      where: [{ op: "mentions", field: "requestparameters", input: "resource" }],
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
  ],
});
