/** The playbook about an S3 bucket. */
import { events, inputIs, measuredBy, playbook, required, type StepText } from "../playbook";
import { denied, is, isNull } from "../query";
import { CHANGE_ROW } from "./caller";

const inputs = [required("bucketName", "bucket", "Bucket")];
const inIt = inputIs("bucketname", "bucketName");
const about = { inputs, where: [inIt], limit: null, view: "bars", pivots: [] } as const;
const empty =
  "No call on this bucket in this time range. Reads and writes of objects are logged only where the trail has S3 data events.";

const steps: readonly StepText[] = [
  {
    ...about,
    id: "bucket-users",
    question: "Who read or wrote in this bucket, and how many bytes?",
    why: "The bytes of GetObject show what left: a reader with far more than the others took the data.",
    empty,
    answer: measuredBy(
      ["actor", "eventname"],
      ["bytesmoved", "succeeded", "denied", "addresses", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "bucket-objects",
    question: "Which objects were read or written?",
    why: "The list to report: each object with who had it and how many bytes.",
    empty,
    where: [inIt, { op: "isNotNull", field: "objectkey" }],
    answer: measuredBy(
      ["objectkey", "eventname"],
      ["bytesmoved", "succeeded", "denied", "actors", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "bucket-addresses",
    question: "From which addresses was this bucket used?",
    why: "Data that went to an unknown address has left the company. Bytes are those of all calls.",
    empty,
    answer: measuredBy(
      ["sourceipaddress"],
      ["bytesmoved", "succeeded", "denied", "actors", "firstseen", "lastseen"],
    ),
  },
  {
    ...about,
    id: "bucket-changes",
    question: "Was this bucket opened, shared or emptied?",
    why: "Policies, public access, encryption, versioning, lifecycle: changes of the bucket itself.",
    empty: "The bucket itself was not changed in this time range.",
    where: [inIt, is("readonly", "false"), isNull("objectkey")],
    answer: events(...CHANGE_ROW),
    view: "timeline",
  },
  {
    ...about,
    id: "bucket-denied",
    question: "Who was denied access to this bucket?",
    why: "Someone who tries objects without permission is looking for what they can take.",
    empty: "Nothing was denied in this bucket in this time range.",
    where: [inIt, denied],
    answer: measuredBy(["actor", "eventname", "sourceipaddress"], ["firstseen", "lastseen"]),
  },
  {
    ...about,
    id: "bucket-timeline",
    question: "What happened in this bucket, in order?",
    why: "Every call on the bucket and its objects.",
    empty,
    answer: events(
      "eventtime",
      "actor",
      "eventname",
      "objectkey",
      "bytes",
      "sourceipaddress",
      "errorcode",
      "useragent",
      "eventid",
    ),
    view: "timeline",
  },
];

export const s3Bucket = playbook({
  id: "bucket",
  title: "S3 bucket",
  question: "Who took what from this bucket?",
  when: "Data may have been read, shared or deleted.",
  attack: ["T1530", "T1485", "T1537"],
  entity: [inIt],
  entry: ["bucket-users", "bucket-objects"],
  steps,
});
