import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triesOf } from "@/lib/full-run.fixture";
import { implies } from "./implies";
import type { Predicate } from "./query";

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
    case "within":
      throw new Error("networks.test.ts tests networks.");
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
      { seed: 3, numRuns: triesOf(20_000) },
    );
    expect(yes).toBeGreaterThan(triesOf(1_000));
  });
});
