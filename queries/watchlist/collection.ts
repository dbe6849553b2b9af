/** Watchlist rules: collection. */
import { is, not } from "./conditions";
import type { Rule } from "./rule";

export const collectionRules: readonly Rule[] = [
  {
    id: "objects-read-in-bulk",
    title: "Many objects were read by one key in ten minutes",
    why: "Volume and a new reader separate theft from use. Data events must be on.",
    severity: "medium",
    attack: [
      { tactic: "TA0009", technique: "T1530" },
      { tactic: "TA0010", technique: "T1048" },
    ],
    calls: { "s3.amazonaws.com": ["GetObject", "HeadObject", "ListObjects", "ListObjectsV2"] },
    when: not(is("type", "AWSService")),
    signal: { kind: "burst", by: "accesskeyid", atLeast: 100 },
    usuallyBenign: "Analytics, backups and website servers.",
    next: "bucket",
  },
  {
    id: "bucket-first-read",
    title: "An actor read a bucket for the first time",
    why: "Check whether this actor needs the bucket. Data events must be on.",
    severity: "low",
    attack: [
      { tactic: "TA0009", technique: "T1530" },
      { tactic: "TA0007", technique: "T1619" },
    ],
    calls: { "s3.amazonaws.com": ["GetObject", "HeadObject", "ListObjects"] },
    when: not(is("type", "AWSService")),
    signal: { kind: "firstSeen", by: ["actorarn", "request.bucketName"] },
    usuallyBenign: "New applications.",
    next: "bucket",
  },
  {
    id: "container-image-first-pulled",
    title: "An actor pulled a container image for the first time",
    why: "Images contain code and sometimes secrets. Check whether this actor needs it.",
    severity: "low",
    attack: [{ tactic: "TA0009", technique: "T1530" }],
    calls: { "ecr.amazonaws.com": ["BatchGetImage"] },
    signal: { kind: "firstSeen", by: ["actorarn", "request.repositoryName"] },
    usuallyBenign: "New clusters and builds.",
    next: "actors",
  },
  {
    id: "query-results-first-read",
    title: "An actor read stored query results for the first time",
    why: "Results can contain data from the whole data lake. Check the query.",
    severity: "low",
    attack: [{ tactic: "TA0009", technique: "T1530" }],
    calls: { "athena.amazonaws.com": ["GetQueryResults"], "logs.amazonaws.com": ["GetLogRecord"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    usuallyBenign: "New analysts and dashboards.",
    next: "actors",
  },
];
