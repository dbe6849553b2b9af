import { expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { findStep } from "../index";
import { cellMenu } from "../pivots";

const call = (role: string, accesskeyid: string): TestEvent => ({
  eventname: "ListBuckets",
  type: "AssumedRole",
  principalid: `AROAEXAMPLE${role.toUpperCase()}:jw-laptop`,
  arn: `arn:aws:sts::444455556666:assumed-role/${role}/jw-laptop`,
  accesskeyid,
});
const events: readonly TestEvent[] = [
  call("dev-admin", "ASIAEXAMPLEDEV000001"),
  call("dev-admin", "ASIAEXAMPLEDEV000002"),
  call("not-dev-admin", "ASIAEXAMPLEDEV000003"),
];

it("knows the sessions of an actor, each by its key", async () => {
  const rows = await answerOver("session/session-owner", events, {
    session: "dev-admin/jw-laptop",
  });
  expect(rows.map(({ actor, accesskeyid }) => [actor, accesskeyid])).toEqual([
    ["dev-admin/jw-laptop", "ASIAEXAMPLEDEV000001"],
    ["dev-admin/jw-laptop", "ASIAEXAMPLEDEV000002"],
  ]);
});

it("leads from the key of a session to who opened it", () => {
  const step = findStep("session/session-owner")?.step;
  const menu = step && cellMenu(step, "accesskeyid", "ASIAEXAMPLEDEV000001", {});
  expect(menu?.pivots[0]).toMatchObject({ label: "Who opened this session?", stepId: "opened-by" });
});
