import { describe, expect, it } from "vitest";
import { isContained } from "./containment";
import { findStep, playbooks } from "./index";
import { layouts, type Source } from "./layouts";
import { bind, entityOf, type InputValues } from "./playbook";
import { DAY_MS, type Scope } from "./scope";

const DAY = Date.UTC(2026, 2, 12);
const scope = (more: Partial<Scope> = {}): Scope => ({
  accounts: [],
  regions: [],
  fromMs: DAY,
  toMs: DAY + 3 * DAY_MS,
  ...more,
});
const source = (name: keyof typeof layouts, more: Partial<Source> = {}): Source => ({
  table: "logs",
  layout: layouts[name],
  deliveryLagMs: 0,
  mayHoldDuplicates: true,
  ...more,
});

const KEY = "AKIA3TQ5EXAMPLE7QXWZ";
const INSTANCE = "i-0a1b2c3d4e5f60718";

/** Every step of an entity's playbook, and where a pivot inside it leads: in the slice or not. */
const CASES: readonly [address: string, inputs: InputValues, inSlice: boolean][] = [
  ["access-key-exposure/key-owner", { accessKeyId: KEY }, true],
  ["access-key-exposure/user-agents", { accessKeyId: KEY }, true],
  ["access-key-exposure/source-ips", { accessKeyId: KEY }, true],
  ["access-key-exposure/all-key-usage", { accessKeyId: KEY }, true],
  ["access-key-exposure/events-by-user-agent", { accessKeyId: KEY, userAgent: "kali" }, true],
  ["access-key-exposure/events-by-user-agent", { userAgent: "kali" }, false],
  ["access-key-exposure/events-by-source-ip", { accessKeyId: KEY, sourceIp: "1.2.3.4" }, true],
  ["access-key-exposure/events-by-source-ip", { sourceIp: "1.2.3.4" }, false],
  ["general-purpose/search", { accessKeyId: KEY, eventName: "CreateUser" }, true],
  ["general-purpose/search", { eventName: "CreateUser" }, false],
  ["general-purpose/common-actions", {}, false],
  ["ec2-instance-compromise/instance-api-calls", { instanceId: INSTANCE }, true],
  ["ec2-instance-compromise/instance-denied-calls", { instanceId: INSTANCE }, true],
  ["ec2-instance-compromise/calls-on-instance", { instanceId: INSTANCE }, false],
  ["ec2-instance-compromise/most-denied-instances", {}, false],
  [
    "general-purpose/denied-actions-of-principal",
    { principalId: `AROA3TQ5EXAMPLEAPPSRV:${INSTANCE}` },
    true,
  ],
];

it.each([
  "root-usage",
  "iam-changes",
  "cloudtrail-logging-disabled",
  "logging-configuration-modified",
])("the watchlist's slice holds %s", (id) => {
  const watchlist = playbooks.find((each) => each.id === "watchlist");
  const step = watchlist?.steps.find((each) => each.id === id);
  const where = watchlist && step && entityOf(watchlist, step, {});
  if (!step || !where) throw new Error(id);
  const slice = { where, scope: scope() };
  expect(isContained(bind(step, {}), scope(), slice, source("projection-org"), [])).toBe(true);
});

function sliceOf(playbookId: string, inputs: InputValues) {
  const playbook = playbooks.find(({ id }) => id === playbookId);
  const where = playbook?.steps.flatMap((step) => entityOf(playbook, step, inputs) ?? []) ?? [];
  const [first] = where;
  if (!first) throw new Error(`${playbookId} names no entity`);
  return { where: [first], scope: scope() };
}

describe("isContained", () => {
  it.each(CASES)("%s with %o: %s", (address, inputs, inSlice) => {
    const step = findStep(address)?.step;
    if (!step) throw new Error(address);
    const isOfInstance =
      JSON.stringify([address, inputs]).includes("i-0a1b") || /^ec2/.test(address);
    const slice = isOfInstance
      ? sliceOf("ec2-instance-compromise", { instanceId: INSTANCE })
      : sliceOf("access-key-exposure", { accessKeyId: KEY });
    const query = bind(step, inputs);
    expect(isContained(query, scope(), slice, source("projection-org"), [])).toBe(inSlice);
  });

  const usage = { ...sliceOf("access-key-exposure", { accessKeyId: KEY }) };
  const step = findStep("access-key-exposure/user-agents")?.step;
  const query = step ? bind(step, { accessKeyId: KEY }) : null;
  const contains = (
    wanted: Partial<Scope>,
    of: Partial<Scope> = {},
    on = source("projection-org"),
  ) => query !== null && isContained(query, scope(wanted), { ...usage, scope: scope(of) }, on, []);

  it("needs a window and places within the slice's", () => {
    expect(contains({ fromMs: DAY + 5_000, toMs: DAY + 6_000 })).toBe(true);
    expect(contains({ fromMs: DAY - 1_000 })).toBe(false);
    expect(contains({ toMs: DAY + 3 * DAY_MS + 1_000 })).toBe(false);
    expect(contains({ regions: ["us-east-1"] })).toBe(true);
    expect(contains({}, { regions: ["us-east-1"] })).toBe(false);
    expect(contains({ regions: ["eu-west-1"] }, { regions: ["us-east-1"] })).toBe(false);
    expect(contains({ regions: ["us-east-1"] }, { regions: ["eu-west-1", "us-east-1"] })).toBe(
      true,
    );
  });

  it("narrows accounts only where its rows tell them", () => {
    const accounts = ["111122223333"];
    expect(contains({ accounts }, {}, source("partitioner"))).toBe(false);
    expect(contains({ accounts }, { accounts }, source("partitioner"))).toBe(true);
    const known = source("partitioner", { accounts: [...accounts, "444455556666"] });
    expect(contains({ accounts }, {}, known)).toBe(true);
    expect(contains({ accounts }, {}, source("projection"))).toBe(true);
  });

  it("does not read a field of which the slice holds only a part", () => {
    const search = findStep("general-purpose/search")?.step;
    if (!search) throw new Error("no search");
    const asks = bind(search, { accessKeyId: KEY, bucketName: "logs" });
    const slice = { ...usage, scope: scope() };
    const on = source("projection-org");
    expect(isContained(asks, scope(), slice, on, ["requestparameters"])).toBe(true);
    expect(isContained(asks, scope(), slice, on, ["bucketname"])).toBe(false);
  });
});
