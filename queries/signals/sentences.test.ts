import { describe, expect, it } from "vitest";
import { findStep } from "../index";
import { known, OWNER } from "./known.fixture";
import { textOf } from "./phrases";
import { newValue, reportOf, usualValue } from "./report.fixture";
import { answerSentences, type Known } from "./sentences";
import type { Signal, SignalReport, ValueFacts } from "./signal-types";

const textsOf = (report: SignalReport, more: Partial<Known> = {}): readonly string[] =>
  answerSentences(known(report, more)).map(textOf);

const LEAKED = reportOf(
  [
    usualValue({ feature: "region", value: "us-east-1", inRange: 312, denied: 286 }),
    newValue({ feature: "address", value: "185.220.101.4", inRange: 197 }),
    newValue({
      feature: "address",
      value: "89.38.97.12",
      inRange: 115,
      firstSeen: "2026-03-19T02:35:21Z",
    }),
    newValue({ feature: "agent", value: "aws-cli", inRange: 312 }),
    newValue({ feature: "service", value: "kms.amazonaws.com", inRange: 6 }),
    newValue({ feature: "call", value: "iam.amazonaws.com:CreateUser", inRange: 1 }),
    newValue({ feature: "call", value: "iam.amazonaws.com:CreateAccessKey", inRange: 1 }),
    newValue({
      feature: "call",
      value: "cloudtrail.amazonaws.com:StopLogging",
      inRange: 2,
      denied: 2,
    }),
    usualValue({
      feature: "call",
      value: "ec2.amazonaws.com:RunInstances",
      inRange: 14,
      denied: 14,
    }),
    usualValue({ feature: "call", value: "ec2.amazonaws.com:DescribeVpcs", inRange: 294 }),
  ],
  { absences: ["No new region."] },
);

it("names in a link only as many values as a link can hold", () => {
  const many = Array.from({ length: 500 }, (_, at) => [
    newValue({ feature: "address", value: `2001:db8::${at.toString(16)}`, inRange: at }),
    newValue({ feature: "call", value: `s3.amazonaws.com:GetBucketThing${at}`, inRange: 1 }),
  ]).flat();
  const links = answerSentences(known(reportOf(many)))
    .flat()
    .flatMap(({ text, link }) => (link === undefined ? [] : [{ text, ...link }]));
  expect(links.map(({ text }) => text)).toContain("496 others");
  const lengths = links.flatMap(({ filters }) => filters.map(({ value = "" }) => value.length));
  expect(Math.max(...lengths)).toBeLessThan(1_500);
});

describe("the answer in sentences", () => {
  it("says whose key it is, what is new, what succeeded, what was denied and what is not there", () => {
    expect(textsOf(LEAKED)).toEqual([
      "This key belongs to IAM user ci-deploy in account 111122223333: 312 events, the last on 19 Mar 2026 02:50, 286 denied.",
      "New addresses since 19 Mar 2026 02:10: 185.220.101.4 (197 events) and 89.38.97.12 (115).",
      "New tool since then: aws-cli (312 events).",
      "Succeeded for the first time: CreateAccessKey and CreateUser.",
      "Denied: StopLogging (2) and RunInstances (14).",
      "Also new: 1 service and 3 calls.",
      "No new region. Every attempt to change logging was denied.",
    ]);
  });

  it("says what was done and is left before what was tried, and what was only unusual after that", () => {
    const country = (address: string): Signal => ({
      kind: "new-country",
      feature: "address",
      value: address,
      reason: "New country DE: the 30 days before came from US.",
      filters: [{ field: "sourceipaddress", op: "exactly", value: address }],
    });
    const report = {
      ...LEAKED,
      signals: [...LEAKED.signals, country("185.220.101.4"), country("89.38.97.12")],
    };
    const matches = [{ title: "A user was created", total: 1, denied: 0 }];
    const further = [[{ text: "Left behind: user eve." }]];
    const unused = [[{ text: "Created but not used in this time range: role ops." }]];
    expect(textsOf(report, { matches, further, unused }).slice(3)).toEqual([
      "New country DE: the 30 days before came from US.",
      "Succeeded for the first time: CreateAccessKey and CreateUser.",
      "Left behind: user eve.",
      "Denied: StopLogging (2) and RunInstances (14).",
      "Created but not used in this time range: role ops.",
      "On the watchlist: “A user was created” (1 event).",
      "Also new: 1 service and 3 calls.",
      "No new region. Every attempt to change logging was denied.",
    ]);
  });

  it("leads from each value to its events, and from each call to those with its outcome", () => {
    const links = answerSentences(known(LEAKED))
      .flat()
      .flatMap(({ text, link }) => (link ? [[text, link.stepId, ...link.filters]] : []));
    expect(links).toContainEqual([
      "185.220.101.4",
      "all-key-usage",
      { field: "sourceipaddress", op: "exactly", value: "185.220.101.4" },
    ]);
    expect(links).toContainEqual([
      "CreateUser",
      "all-key-usage",
      { field: "eventsource", op: "exactly", value: "iam.amazonaws.com" },
      { field: "eventname", op: "exactly", value: "CreateUser" },
      { field: "outcome", op: "is", value: "success" },
    ]);
    expect(links).toContainEqual(["ci-deploy", "key-owner"]);
    for (const [, stepId] of links)
      expect(findStep(`access-key-exposure/${stepId}`), String(stepId)).not.toBeNull();
  });

  it("leads from the calls that it only counts to their events, from a burst to its minutes", () => {
    const calls = [
      "CreateUser",
      "CreateRole",
      "CreateAccessKey",
      "AttachRolePolicy",
      "PutRolePolicy",
    ];
    const window = {
      fromMs: Date.parse("2026-03-19T02:10:00Z"),
      toMs: Date.parse("2026-03-19T02:15:00Z"),
    };
    const burst: Signal = {
      kind: "burst",
      feature: "hour",
      value: "2026-03-19T02",
      reason: "",
      filters: [{ field: "eventname", op: "any", value: calls.join(",") }],
      window,
    };
    const values = calls.map((name) =>
      newValue({ feature: "call", value: `iam.amazonaws.com:${name}`, inRange: 1 }),
    );
    const links = answerSentences(known(reportOf(values, { signals: [burst] })))
      .flat()
      .flatMap(({ text, link }) => (link ? [{ text, ...link }] : []));
    expect(links).toContainEqual({
      text: "1 other sensitive call",
      stepId: "all-key-usage",
      filters: [
        { field: "eventsource", op: "any", value: "iam.amazonaws.com" },
        { field: "eventname", op: "any", value: "PutRolePolicy" },
        { field: "outcome", op: "is", value: "success" },
      ],
    });
    expect(links).toContainEqual({
      text: "5 different calls, 19 Mar 2026 02:10 to 02:14",
      stepId: "all-key-usage",
      filters: burst.filters,
      window,
    });
  });

  it("says only that there are no events where there are none", () => {
    const empty = reportOf([], { absences: ["No new region.", "No burst of new calls."] });
    const further = [[{ text: "Nothing left behind." }]];
    expect(textsOf(empty, { owners: null, further })).toEqual([
      "No events of this key in this time range.",
    ]);
  });

  it("says what there is without a history, and what came up only later within the range", () => {
    const range = reportOf(
      [
        usualValue({ feature: "region", value: "us-east-1", inRange: 20, inBaseline: null }),
        usualValue({ feature: "address", value: "203.0.113.24", inBaseline: null }),
        usualValue({
          feature: "address",
          value: "185.220.101.4",
          inBaseline: null,
          firstSeen: "2026-03-19T02:10:07Z",
        }),
        usualValue({
          feature: "agent",
          value: "aws-cli",
          inBaseline: null,
          firstSeen: "2026-03-07T02:10:07Z",
        }),
        usualValue({
          feature: "system",
          value: "Kali Linux",
          inBaseline: null,
          firstSeen: "2026-03-19T02:15:07Z",
        }),
      ],
      { history: "no-history", baselineEvents: 0, baselineDays: 0 },
    );
    expect(textsOf(range, { owners: null })).toEqual([
      "20 events, the last on 19 Mar 2026 02:50, none denied.",
      "New address since 19 Mar 2026 02:10, 17 days after the first event: 185.220.101.4 (10 events).",
      "New operating system since 19 Mar 2026 02:15: Kali Linux (10 events).",
    ]);
  });

  it("claims nothing of logging where calls are missing, and nothing new without a comparison", () => {
    const off = reportOf(
      [
        usualValue({ feature: "region", value: "us-east-1", inRange: 20, inBaseline: null }),
        usualValue({ feature: "call", value: "s3.amazonaws.com:DeleteBucket", inBaseline: null }),
      ],
      { history: "off" },
    );
    expect(textsOf(off, { owners: null })).toEqual([
      "20 events, the last on 19 Mar 2026 02:50, none denied.",
      "Succeeded: DeleteBucket (10).",
    ]);
  });

  it("calls changes only what changed, and lists denied and failed calls apart", () => {
    const call = (value: string, more: Partial<ValueFacts> = {}) =>
      usualValue({ feature: "call", value, inRange: 1, ...more });
    const report = reportOf([
      usualValue({ feature: "region", value: "us-east-1", inRange: 13, denied: 3 }),
      call("cloudtrail.amazonaws.com:StopLogging", { inRange: 3, denied: 2 }),
      call("cloudtrail.amazonaws.com:DeleteTrail", { denied: 1 }),
      call("cloudtrail.amazonaws.com:UpdateTrail"),
      call("config.amazonaws.com:StopConfigurationRecorder"),
      call("ec2.amazonaws.com:DeleteFlowLogs"),
      call("logs.amazonaws.com:DeleteLogGroup"),
      call("guardduty.amazonaws.com:DeleteDetector"),
      call("monitoring.amazonaws.com:DeleteAlarms"),
      call("securityhub.amazonaws.com:BatchUpdateFindings"),
      call("ec2.amazonaws.com:RunInstances", { inRange: 2, succeeded: 0 }),
    ]);
    expect(textsOf(report, { owners: null }).slice(1)).toEqual([
      "Changed logging: StopLogging, UpdateTrail, StopConfigurationRecorder, DeleteFlowLogs and DeleteLogGroup.",
      "Changed detection or alarms: DeleteDetector and DeleteAlarms.",
      "Succeeded: BatchUpdateFindings.",
      "Denied: StopLogging (2) and DeleteTrail.",
      "Failed otherwise: RunInstances (2).",
    ]);
  });

  it("names the rules and the attack tool of a session with one call and no history", () => {
    const report = reportOf(
      [
        usualValue({ feature: "region", value: "us-east-1", inRange: 1 }),
        usualValue({ feature: "system", value: "Kali Linux", inRange: 1 }),
        usualValue({ feature: "call", value: "sts.amazonaws.com:AssumeRole", inRange: 1 }),
      ],
      { history: "no-history", baselineEvents: 0, baselineDays: 0 },
    );
    const matches = [{ title: "The user agent names an attack tool", total: 1, denied: 0 }];
    expect(textsOf(report, { owners: null, matches })).toEqual([
      "1 event, the last on 19 Mar 2026 02:50, none denied.",
      "Attack tool or system used: Kali Linux (1 event).",
      "On the watchlist: “The user agent names an attack tool” (1 event).",
      "No call changed logging in this time range.",
    ]);
  });

  it("keeps the absences and leaves out the least telling where there is too much to say", () => {
    const further = [..."abcdefgh"].map((text) => [{ text }]);
    const texts = textsOf(LEAKED, { further });
    expect(texts).toHaveLength(12);
    expect(texts.at(-1)).toContain("No new region.");
  });

  it("names the owner of a session, of root, and says where there are several", () => {
    const ownerText = (...rows: readonly Partial<typeof OWNER>[]) =>
      textsOf(reportOf([]), {
        owners: { stepId: "key-owner", rows: rows.map((row) => ({ ...OWNER, ...row })) },
      });
    expect(
      ownerText({
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/Admin/alice",
      }),
    ).toEqual(["This key belongs to role session Admin/alice in account 111122223333."]);
    expect(ownerText({ type: "Root" })).toEqual([
      "This key belongs to the root user in account 111122223333.",
    ]);
    expect(ownerText({}, {})).toEqual(["This key was used by 2 identities."]);
    expect(ownerText()).toEqual(["No events of this key in this time range."]);
  });
});
