import { expect, it } from "vitest";
import { type MadeThing, type MatchedRule, madeSentence } from "./left-behind-sentence";
import { textOf } from "./phrases";
import { newValue, reportOf, usualValue } from "./report.fixture";

const UNTIL = "when the logs end, 31 Mar 2026 00:00 UTC";
const USUAL = reportOf([usualValue({ feature: "address", value: "203.0.113.24" })]);
const thing = (kind: string, name: string, time: string, isRemoved = false): MadeThing => ({
  kind,
  resource: name,
  name,
  owner: "",
  time,
  isRemoved,
});
const TO_MS = Date.parse("2026-03-31T00:00:00Z");
const sentenceOn = (
  made: readonly MadeThing[],
  report = USUAL,
  matches: readonly MatchedRule[] = [],
) => madeSentence({ made, until: UNTIL, toMs: TO_MS }, { report, matches });
const said = (...on: Parameters<typeof sentenceOn>): string => textOf(sentenceOn(...on));

const INSTANCE = thing("instance", "i-1", "2026-03-02T10:12:33Z");
const USER = thing("user", "user/eve", "2026-03-19T02:44:02Z");
const KEY = {
  ...thing("access key", "access-key/AKIA1", "2026-03-19T02:45:09Z"),
  owner: "of user/eve",
};
const LATER = thing("instance", "i-2", "2026-03-25T09:00:00Z");
const STILL = `; still there ${UNTIL}.`;

/** A new address from 02:11 to 02:50. */
const INTRUDED = reportOf([
  newValue({
    feature: "address",
    value: "185.220.101.4",
    firstSeen: "2026-03-19T02:11:52Z",
    lastSeen: "2026-03-19T02:49:15Z",
  }),
]);

it("names what was made while a new address or tool was in use first, and the ordinary in one phrase", () => {
  const unusual = "Left behind: user eve (19 Mar 2026 02:44), access key AKIA1 of user/eve (02:45)";
  expect(said([INSTANCE, USER, KEY], INTRUDED)).toBe(
    `${unusual} and 1 instance made earlier, 2 Mar${STILL}`,
  );
  const earlier = thing("instance", "i-0", "2026-03-01T10:12:33Z");
  expect(said([earlier, INSTANCE, USER, KEY], INTRUDED)).toBe(
    `${unusual} and 2 instances made earlier, 1 Mar to 2 Mar${STILL}`,
  );
  expect(said([INSTANCE, USER, KEY, LATER], INTRUDED)).toBe(
    `${unusual} and 2 other instances, 2 Mar to 25 Mar${STILL}`,
  );
  const role = thing("role", "role/r", "2025-12-31T10:12:33Z");
  expect(said([role, INSTANCE, USER, KEY], INTRUDED)).toBe(
    `${unusual} and 2 things made earlier, 31 Dec 2025 to 2 Mar${STILL}`,
  );
});

it("names what was made when a rule of the watchlist matched first", () => {
  const match = { first: USER.time, last: USER.time };
  expect(said([INSTANCE, USER, LATER], USUAL, [match])).toBe(
    `Left behind: user eve (19 Mar 2026 02:44) and 2 other instances, 2 Mar to 25 Mar${STILL}`,
  );
});

it("names the last things where none is unusual, or all are, each with its time", () => {
  const made = [1, 2, 3, 4, 5].map((at) =>
    thing("role", `role/r${at}`, `2026-03-0${at}T10:00:00Z`),
  );
  const last =
    "Left behind: role r2 (2 Mar 2026 10:00), role r3 (3 Mar 2026 10:00), role r4 (4 Mar 2026 10:00), role r5 (5 Mar 2026 10:00)";
  expect(said(made)).toBe(`${last} and 1 made earlier${STILL}`);
  const matches = [{ first: "2026-03-01T00:00:00Z", last: "2026-03-09T00:00:00Z" }];
  expect(said([...made, LATER], USUAL, matches)).toBe(
    `${last}, 1 made earlier and 1 other instance, 25 Mar${STILL}`,
  );
});

it("leads from each thing to what it did since, or was done to it, and from the rest to the step", () => {
  const things = [
    thing("instance", "i-0a1b2c3d4e5f60718", "2026-03-19T02:40:00Z"),
    USER,
    {
      ...KEY,
      name: "access-key/AKIA3TQ5EXAMPLEK9M2V",
      resource: "access-key/AKIA3TQ5EXAMPLEK9M2V",
    },
    {
      ...thing("attached policy", "policy arn:aws:iam::aws:policy/Admin", USER.time),
      resource: "role/ops",
    },
  ];
  const linksOf = (made: readonly MadeThing[]) =>
    sentenceOn(made, INTRUDED).flatMap(({ text, link }) => (link ? [{ text, ...link }] : []));
  const since = (playbookId: string, inputs: object, time: string) => ({
    other: { playbookId, inputs },
    filters: [],
    window: { fromMs: Date.parse(time), toMs: TO_MS },
  });
  const step = { stepId: "left-behind", filters: [] };
  expect(linksOf([LATER, ...things])).toEqual([
    {
      text: "i-0a1b2c3d4e5f60718",
      stepId: "instance-timeline",
      ...since(
        "ec2-instance-compromise",
        { instanceId: "i-0a1b2c3d4e5f60718" },
        "2026-03-19T02:40:00Z",
      ),
    },
    { text: "eve", stepId: "user-timeline", ...since("user", { userName: "eve" }, USER.time) },
    {
      text: "AKIA3TQ5EXAMPLEK9M2V of user/eve",
      stepId: "all-key-usage",
      ...since("access-key-exposure", { accessKeyId: "AKIA3TQ5EXAMPLEK9M2V" }, KEY.time),
    },
    { text: "Admin", stepId: "role-timeline", ...since("role", { role: "ops" }, USER.time) },
    { text: "1 other instance", ...step },
    { text: "still there", ...step },
  ]);
  const bucket = thing("bucket", "s3://exports", USER.time);
  const port = thing("opened port", "sg-9", USER.time);
  expect(linksOf([bucket, port])).toEqual([
    {
      text: "s3://exports",
      stepId: "bucket-timeline",
      ...since("bucket", { bucketName: "exports" }, USER.time),
    },
    { text: "sg-9", ...step },
    { text: "still there", ...step },
  ]);
});

it("leaves out what was removed", () => {
  const gone = thing("user", "user/gone", "2026-03-19T02:46:00Z", true);
  expect(said([gone, USER], INTRUDED)).toBe(`Left behind: user eve (19 Mar 2026 02:44)${STILL}`);
});

it.each([
  ["in all traffic 0.0.0.0/0", "opened all ports to 0.0.0.0/0"],
  ["in tcp 22 198.51.100.0/24", "opened port tcp 22 to 198.51.100.0/24"],
  ["in tcp 8000-8080 sg-9", "opened ports tcp 8000-8080 to sg-9"],
  ["in tcp 0.0.0.0/0", "opened tcp to 0.0.0.0/0"],
  ["in icmp -1 ::/0", "opened icmp to ::/0"],
  ["out all traffic 0.0.0.0/0", "opened all outbound ports to 0.0.0.0/0"],
  ["out tcp 443 10.0.0.0/8", "opened outbound port tcp 443 to 10.0.0.0/8"],
  ["something else", "opened port something else"],
])("says of the opening %j: %s", (detail, expected) => {
  const opening = thing("opened port", detail, USER.time);
  expect(said([opening])).toBe(`Left behind: ${expected} (19 Mar 2026 02:44)${STILL}`);
});
