import { expect, it } from "vitest";
import { type Created, createdSentences, followed, unusedSentences } from "./created-sentences";
import type { MadeThing } from "./left-behind-sentence";
import { textOf } from "./phrases";
import type { Profile, ProfileRow } from "./profile-types";
import { newValue, reportOf } from "./report.fixture";

const TO_MS = Date.parse("2026-03-31T00:00:00Z");
const MADE = "2026-03-19T02:45:09Z";
const USED = { firstSeen: "2026-03-19T02:48:39Z", lastSeen: "2026-03-19T03:02:25Z" };

function key(id: string, owner: string, time = MADE): MadeThing {
  const resource = `access-key/${id}`;
  return {
    kind: "access key",
    resource,
    name: resource,
    owner: `of ${owner}`,
    time,
    isRemoved: false,
  };
}
const named = (kind: string, resource: string, time = MADE): MadeThing => ({
  ...{ kind, resource, name: resource, owner: "", time },
  isRemoved: false,
});
const KEY_ID = "AKIA3TQ5EXAMPLEK9M2V";
const KEY = key(KEY_ID, "user/eve");
const OTHER_KEY = key("AKIA3TQ5EXAMPLEK9M2W", "user/eve");
const EVE = named("user", "user/eve");
const ROLE = named("role", "role/ops");

const row = (feature: ProfileRow["feature"], value: string, total: number, denied = 0) => ({
  ...{ feature, value, total, denied, succeeded: total - denied },
  ...USED,
});
/** Events of which five are successful reads of a secret. */
const eventsOf = (total: number, denied = 0): Profile => [
  row("region", "us-east-1", total - 1, denied),
  row("region", "eu-west-1", 1),
  row("call", "secretsmanager.amazonaws.com:GetSecretValue", 5),
  row("call", "ec2.amazonaws.com:DescribeInstances", total - 5, denied),
];
const textsOf = (created: readonly Created[]) => createdSentences(created, TO_MS).map(textOf);

it("says what was done with a key that was created: how often, until when, and what succeeded", () => {
  expect(textsOf([{ thing: KEY, profile: eventsOf(23) }])).toEqual([
    "With the key that it created, AKIA3TQ5EXAMPLEK9M2V of user/eve: 23 events, the last on 19 Mar 2026 03:02, none denied; GetSecretValue (5) succeeded.",
  ]);
  const quiet = [
    row("region", "us-east-1", 2, 2),
    row("call", "sts.amazonaws.com:GetCallerIdentity", 2, 2),
  ];
  expect(textsOf([{ thing: ROLE, profile: quiet }])).toEqual([
    "In the role that it created, ops: 2 events, the last on 19 Mar 2026 03:02, 2 denied.",
  ]);
});

it("leads to the key's own playbook since it was created, and to the calls there", () => {
  const since = {
    stepId: "all-key-usage",
    other: { playbookId: "access-key-exposure", inputs: { accessKeyId: KEY_ID } },
    window: { fromMs: Date.parse(MADE), toMs: TO_MS },
  };
  const [sentence = []] = createdSentences([{ thing: KEY, profile: eventsOf(23, 3) }], TO_MS);
  expect(sentence.flatMap(({ text, link }) => (link ? [{ text, ...link }] : []))).toEqual([
    { text: `${KEY_ID} of user/eve`, ...since, filters: [] },
    { text: "23 events", ...since, filters: [] },
    { text: "3 denied", ...since, filters: [{ field: "outcome", op: "is", value: "denied" }] },
    {
      text: "GetSecretValue",
      ...since,
      filters: [
        { field: "eventsource", op: "exactly", value: "secretsmanager.amazonaws.com" },
        { field: "eventname", op: "exactly", value: "GetSecretValue" },
        { field: "outcome", op: "is", value: "success" },
      ],
    },
  ]);
});

it("says of a user only what its created keys have no sentence for", () => {
  const withKey = { thing: KEY, profile: eventsOf(23) };
  const starts = (user: Profile | null, keys: readonly Created[] = [withKey]) =>
    textsOf([{ thing: EVE, profile: user }, ...keys]).map((text) => text.split(":")[0]);
  const ofKey = `With the key that it created, ${KEY_ID} of user/eve`;
  expect(starts(eventsOf(23))).toEqual([ofKey]);
  expect(starts(null)).toEqual([ofKey]);
  expect(starts(eventsOf(24))).toEqual(["As the user that it created, eve", ofKey]);
  expect(starts(eventsOf(24), [])).toEqual(["As the user that it created, eve"]);
  const unread = { thing: OTHER_KEY, profile: null };
  expect(starts(eventsOf(24), [withKey, unread])).toEqual([
    "As the user that it created, eve",
    ofKey,
    "Not checked yet",
  ]);
});

it("says what was not read, and apart from that what was not used or not looked at", () => {
  const created = [
    { thing: KEY, profile: [] },
    { thing: EVE, profile: [] },
    { thing: OTHER_KEY, profile: null },
    { thing: ROLE, profile: null },
    { thing: named("user", "user/mallory"), profile: [] },
  ];
  expect(textsOf(created)).toEqual([
    "Not checked yet: what was done with access key AKIA3TQ5EXAMPLEK9M2W of user/eve and role ops, which it created.",
  ]);
  const unused = (others: readonly MadeThing[]) =>
    unusedSentences(created, others, TO_MS).map(textOf);
  expect(unused([ROLE, ROLE])).toEqual([
    "Created but not used in this time range: access key AKIA3TQ5EXAMPLEK9M2V of user/eve and user mallory.",
    "Not counted here: calls of 2 other roles that it created.",
  ]);
  expect(unused([ROLE, EVE])[1]).toContain("2 other things");
  expect([textsOf([]), unusedSentences([], [], TO_MS)]).toEqual([[], []]);
});

it("follows keys before users and roles, the last of the unusual first, also those that were removed", () => {
  const ordinary = named("role", "role/deploy", "2026-03-02T10:00:00Z");
  const keys = [1, 2, 3, 4].map((at) => key(`AKIA${at}`, "user/eve"));
  const removed = { ...named("role", "role/gone"), isRemoved: true };
  const things = [named("instance", "i-1"), named("bucket", "s3://b"), ROLE, ...keys, removed, EVE];
  const address = newValue({
    ...{ feature: "address", value: "192.0.2.1" },
    ...{ firstSeen: MADE, lastSeen: MADE },
  });
  const intruded = { report: reportOf([address]), matches: [] };
  const usual = { report: reportOf([]), matches: [] };
  expect(followed({ made: [ordinary, ...things] }, intruded)).toEqual({
    things: [...keys.toReversed(), EVE, removed],
    others: [ROLE, ordinary],
  });
  expect(followed({ made: [ordinary, KEY] }, intruded)).toEqual({
    ...{ things: [KEY], others: [ordinary] },
  });
  expect(followed({ made: [ordinary, KEY] }, usual)).toEqual({
    ...{ things: [KEY, ordinary], others: [] },
  });
  for (const unknown of [null, "unchecked"] as const)
    expect(followed({ made: unknown }, usual)).toEqual({ things: [], others: [] });
});
