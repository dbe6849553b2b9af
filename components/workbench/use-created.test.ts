import { expect, it } from "vitest";
import { startAt } from "@/lib/investigation/investigation";
import { findPlaybook } from "@/queries/index";
import type { MadeThing } from "@/queries/signals/left-behind-sentence";
import { sinceMade } from "@/queries/signals/thing-entity";
import type { AnswerOf } from "./find-chain";
import { toRows } from "./moves";
import { PROFILE, signalRequests } from "./signal-requests";
import { type CreatedPlace, createdRequest, findCreated } from "./use-created";

const KEY: MadeThing = {
  kind: "access key",
  resource: "access-key/AKIA3TQ5EXAMPLEK9M2V",
  name: "access-key/AKIA3TQ5EXAMPLEK9M2V",
  owner: "of user/eve",
  time: "2026-03-19T02:45:09Z",
  isRemoved: false,
};
const investigation = startAt({
  playbookId: "access-key-exposure",
  stepId: "left-behind",
  scope: {
    accounts: ["111122223333"],
    regions: [],
    fromMs: Date.parse("2026-03-01T00:00:00Z"),
    toMs: Date.parse("2026-03-31T00:00:00Z"),
  },
  inputs: { accessKeyId: "AKIA3TQ5EXAMPLE7QXWZ" },
  filters: [{ field: "awsregion", op: "is", value: "us-east-1" }],
  source: "main",
});
const place = (isFree: boolean): CreatedPlace => ({ investigation, isFree, maxWindowDays: 400 });

it.each([true, false])("asks for what the key's own page shows; a scan is free: %s", (isFree) => {
  const link = sinceMade(KEY, investigation.scope.toMs);
  const playbook = findPlaybook("access-key-exposure");
  if (link === null || playbook === null) throw new Error("A key has a playbook.");
  const page = toRows(investigation, link);
  expect(page.scope).toEqual({ ...investigation.scope, fromMs: Date.parse(KEY.time) });
  const options = { maxWindowDays: 400, isFree, runsBaseline: false };
  const own = signalRequests(playbook, page, options).find(({ id }) => id === PROFILE)?.request;
  expect(own?.link).toContain("AKIA3TQ5EXAMPLEK9M2V");
  expect(createdRequest(KEY, place(isFree))).toEqual(own);
});

it("starts no scan that costs money, and says what was not read", async () => {
  expect(createdRequest(KEY, place(true))?.mode).toBe("open");
  expect(createdRequest(KEY, place(false))?.mode).toBe("cached-only");
  const unread: AnswerOf = async () => "scan";
  expect(await findCreated([KEY], place(false), unread)).toEqual([{ thing: KEY, profile: null }]);
  const port = { ...KEY, kind: "opened port", resource: "sg-9" };
  expect(createdRequest(port, place(true))).toBeNull();
});
