/** Watchlist rules: collection. */
import type { Rule } from "./rule";

export const collectionRules: readonly Rule[] = [
  {
    id: "objects-read",
    title: "Many objects were read by one key",
    why: "Needs data events. Volume and a new reader tell theft from use.",
    severity: "medium",
    attack: [
      { tactic: "TA0009", technique: "T1530" },
      { tactic: "TA0010", technique: "T1048" },
    ],
    calls: { "s3.amazonaws.com": ["GetObject", "HeadObject", "ListObjects", "ListObjectsV2"] },
    when: { op: "not", of: { op: "is", field: "type", value: "AWSService" } },
    signal: { kind: "burst", by: "accesskeyid", atLeast: 100 },
    next: "general-purpose",
  },
  {
    id: "objects-read-anew",
    title: "A bucket was read by somebody new",
    why: "The first read of a bucket by this principal in 30 days.",
    severity: "low",
    attack: [
      { tactic: "TA0009", technique: "T1530" },
      { tactic: "TA0007", technique: "T1619" },
    ],
    calls: { "s3.amazonaws.com": ["GetObject", "HeadObject", "ListObjects"] },
    when: { op: "not", of: { op: "is", field: "type", value: "AWSService" } },
    signal: { kind: "firstSeen", by: ["actorarn", "request.bucketName"] },
    next: "general-purpose",
  },
  {
    id: "image-pulled",
    title: "Images were pulled by somebody new",
    why: "Code and the secrets baked into it.",
    severity: "low",
    attack: [{ tactic: "TA0009", technique: "T1530" }],
    calls: { "ecr.amazonaws.com": ["BatchGetImage"] },
    signal: { kind: "firstSeen", by: ["actorarn", "request.repositoryName"] },
    next: "general-purpose",
  },
  {
    id: "query-results",
    title: "Stored query results were fetched by somebody new",
    why: "Data lakes answer to whoever holds the key.",
    severity: "low",
    attack: [{ tactic: "TA0009", technique: "T1530" }],
    calls: { "athena.amazonaws.com": ["GetQueryResults"], "logs.amazonaws.com": ["GetLogRecord"] },
    signal: { kind: "firstSeen", by: ["actorarn", "eventname"] },
    next: "general-purpose",
  },
];
