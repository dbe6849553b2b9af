import { describe, expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";

const PRINCIPAL = "AROAEXAMPLEJUMP:jw";
const assumes = (event: Partial<TestEvent>): TestEvent => ({
  eventname: "AssumeRole",
  eventsource: "sts.amazonaws.com",
  principalid: PRINCIPAL,
  requestparameters: '{"roleArn":"arn:aws:iam::444455556666:role/dev-admin"}',
  responseelements: '{"credentials":{"accessKeyId":"ASIAEXAMPLEDEV000000"}}',
  useragent: "aws-cli/2.15.30 exe/x86_64.kali.2024",
  ...event,
});
const own = {
  type: "AssumedRole",
  arn: "arn:aws:sts::111122223333:assumed-role/ops-jump/jw",
  accesskeyid: "ASIAEXAMPLEOPS000000",
};

/** One call into another account, in both logs, and one within the account. */
const events: readonly TestEvent[] = [
  assumes({ type: "AWSAccount", sharedeventid: "shared-1" }),
  assumes({ ...own, sharedeventid: "shared-1" }),
  assumes({ ...own, responseelements: '{"credentials":{"accessKeyId":"ASIAEXAMPLEDEV000001"}}' }),
];

describe("a call into another account", () => {
  it("opens one session, as the caller's own account has it", async () => {
    const rows = await answerOver("session/sessions-opened", events, { session: PRINCIPAL });
    expect(rows.map(({ eventid, issuedkey }) => [eventid, issuedkey])).toEqual([
      ["event-1", "ASIAEXAMPLEDEV000000"],
      ["event-2", "ASIAEXAMPLEDEV000001"],
    ]);
  });

  it("has one opener, and is counted once", async () => {
    const opened = { accessKeyId: "ASIAEXAMPLEDEV000000" };
    const by = await answerOver("access-key-exposure/opened-by", events, opened);
    expect(by.map(({ accesskeyid }) => accesskeyid)).toEqual([own.accesskeyid]);
    const counted = await answerOver("role/role-assumed-by", events, { role: "dev-admin" });
    expect(counted.map(({ actor, total }) => [actor, Number(total)])).toEqual([["ops-jump/jw", 2]]);
    const listed = await answerOver("role/role-assumptions", events, { role: "dev-admin" });
    expect(listed).toHaveLength(2);
  });
});

it("counts the events that match each rule by themselves, and what of them was denied", async () => {
  const user = { eventsource: "iam.amazonaws.com", principalid: PRINCIPAL };
  const more: readonly TestEvent[] = [
    ...events,
    { ...user, eventname: "CreateUser", errorcode: "AccessDenied" },
    { ...user, eventname: "CreateUser" },
    { ...user, eventname: "ListUsers" },
    { ...user, eventname: "CreateUser", principalid: "AROAEXAMPLEJUMP:other" },
  ];
  const rows = await answerOver("session/rule-matches", more, { session: PRINCIPAL });
  expect(
    rows.map(({ rule, severity, total, deniedevents }) => [
      rule,
      severity,
      Number(total),
      Number(deniedevents),
    ]),
  ).toEqual([
    ["attack-tool-used", "high", 3, 0],
    ["user-created", "medium", 2, 1],
  ]);
});

it("counts, for each actor, the calls that rules name, and no refusal of EC2 as a success", async () => {
  const by = (username: string, event: Partial<TestEvent>): TestEvent => ({
    eventname: "RunInstances",
    eventsource: "ec2.amazonaws.com",
    type: "IAMUser",
    username,
    ...event,
  });
  const rows = await answerOver("actors/known-abused-calls", [
    by("eve", { errorcode: "Client.UnauthorizedOperation" }),
    by("eve", { errorcode: "Client.InstanceLimitExceeded" }),
    by("eve", {}),
    // Two rules name it: it is one call.
    by("eve", { eventname: "CreateUser", eventsource: "iam.amazonaws.com", useragent: "x kali" }),
    by("ann", { eventname: "DescribeInstances" }),
  ]);
  const counts = rows.map(({ actor, total, succeeded, denied, rules }) => [
    actor,
    ...[total, succeeded, denied, rules].map(Number),
  ]);
  expect(counts).toEqual([["eve", 4, 2, 1, 3]]);
});

it("finds a session by its ARN", async () => {
  const rows = await answerOver("session/session-timeline", events, { session: own.arn });
  expect(rows).toHaveLength(2);
});
