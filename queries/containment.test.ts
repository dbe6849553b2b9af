import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { implies, isContained } from "./containment";
import { findStep, playbooks } from "./index";
import { layouts, type Source } from "./layouts";
import { bind, entityOf, type InputValues } from "./playbook";
import type { Predicate } from "./query";
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

const VALUES = [null, "", "a", "ab", "ba", "b", "aba"];
const text = fc.constantFrom("a", "ab", "ba", "b");
const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc
    .record({
      op: fc.constantFrom("is", "isNot", "startsWith", "endsWith", "contains"),
      field: fc.constantFrom("eventname", "useragent"),
      value: text,
    })
    .map((predicate) => predicate as Predicate),
  fc.record({
    op: fc.constant("in" as const),
    field: fc.constant("eventname" as const),
    values: fc.uniqueArray(text, { minLength: 1 }),
  }),
  fc.record({
    op: fc.constantFrom("isNull" as const, "isNotNull" as const),
    field: fc.constantFrom("eventname" as const, "useragent" as const),
  }),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({ op: fc.constant("not" as const), of: tie("predicate") }),
    fc.record({
      op: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("predicate"), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** SQL's three answers. */
function holds(
  condition: Predicate,
  event: Readonly<Record<string, string | null>>,
): boolean | null {
  if (condition.op === "not") {
    const inner = holds(condition.of, event);
    return inner === null ? null : !inner;
  }
  if (condition.op === "and" || condition.op === "or") {
    const parts = condition.of.map((part) => holds(part, event));
    const decisive = condition.op === "or";
    if (parts.includes(decisive)) return decisive;
    return parts.includes(null) ? null : !decisive;
  }
  const value = event[condition.field] ?? null;
  if (condition.op === "isNull") return value === null;
  if (condition.op === "isNotNull") return value !== null;
  if (condition.op === "isNot") return value === null || value !== condition.value;
  if (value === null) return null;
  switch (condition.op) {
    case "is":
      return value === condition.value;
    case "in":
      return condition.values.includes(value);
    case "startsWith":
      return value.startsWith(condition.value);
    case "endsWith":
      return value.endsWith(condition.value);
    case "contains":
      return value.includes(condition.value);
  }
}

describe("implies", () => {
  it("is never wrong when it says yes", () => {
    let yes = 0;
    fc.assert(
      fc.property(predicate, predicate, (given, wanted) => {
        if (!implies(given, wanted)) return;
        yes += 1;
        for (const eventname of VALUES)
          for (const useragent of VALUES)
            if (holds(given, { eventname, useragent }) === true)
              expect(holds(wanted, { eventname, useragent })).toBe(true);
      }),
      { seed: 3, numRuns: 20_000 },
    );
    expect(yes).toBeGreaterThan(1_000);
  });
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

const sliceOf = (playbookId: string, inputs: InputValues) => {
  const playbook = playbooks.find(({ id }) => id === playbookId);
  const where = playbook?.steps.flatMap((step) => entityOf(playbook, step, inputs) ?? []) ?? [];
  const [first] = where;
  if (!first) throw new Error(`${playbookId} names no entity`);
  return { where: [first], scope: scope() };
};

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
  const held = (wanted: Partial<Scope>, of: Partial<Scope> = {}, on = source("projection-org")) =>
    query !== null && isContained(query, scope(wanted), { ...usage, scope: scope(of) }, on, []);

  it("needs a window and places within the slice's", () => {
    expect(held({ fromMs: DAY + 5_000, toMs: DAY + 6_000 })).toBe(true);
    expect(held({ fromMs: DAY - 1_000 })).toBe(false);
    expect(held({ toMs: DAY + 3 * DAY_MS + 1_000 })).toBe(false);
    expect(held({ regions: ["us-east-1"] })).toBe(true);
    expect(held({}, { regions: ["us-east-1"] })).toBe(false);
    expect(held({ regions: ["eu-west-1"] }, { regions: ["us-east-1"] })).toBe(false);
    expect(held({ regions: ["us-east-1"] }, { regions: ["eu-west-1", "us-east-1"] })).toBe(true);
  });

  it("narrows accounts only where its rows tell them", () => {
    const accounts = ["111122223333"];
    expect(held({ accounts }, {}, source("partitioner"))).toBe(false);
    expect(held({ accounts }, { accounts }, source("partitioner"))).toBe(true);
    const known = source("partitioner", { accounts: [...accounts, "444455556666"] });
    expect(held({ accounts }, {}, known)).toBe(true);
    expect(held({ accounts }, {}, source("projection"))).toBe(true);
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
