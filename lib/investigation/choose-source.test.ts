import { expect, test } from "vitest";
import type { FoundSource } from "@/queries/gather-sources";
import { layouts } from "@/queries/layouts";
import { asked, chooseSource, describeSource, onlySource, type Sources } from "./choose-source";

const [lake] = onlySource({
  table: "lake",
  layout: layouts.partitioner,
  deliveryLagMs: 1,
  mayHoldDuplicates: true,
}).usable;
if (!lake) throw new Error("no source");
const found = (table: string): FoundSource => ({
  ...lake,
  source: { ...lake.source, table },
  accounts: ["111122223333"],
});
const sources = (names: readonly string[], chosen: string | null = null): Sources => ({
  usable: names.map(found),
  refused: [{ table: "flat", problem: "It is not partitioned: create another." }],
  others: [{ table: "alb_logs", problem: "It lacks eventtime." }],
  chosen,
  place: "The database security",
  database: "security",
});
function choose(of: Sources, wanted?: string): string {
  const result = chooseSource(of, wanted);
  return result.ok ? result.value.source.table : result.failure.message;
}

test("the named source is used, or the default where none is named", () => {
  expect(choose(sources(["a", "b"]), "b")).toBe("b");
  expect(choose(sources(["a", "b"], "a"))).toBe("a");
  expect(choose(sources(["a", "b"], "a"), "b")).toBe("b");
  expect(choose(onlySource(found("lake").source))).toBe("lake");
});

test.each(["b", "B", "security.b", "Security.B", '"security"."b"', "awsdatacatalog.security.b"])(
  "a table is found as %s",
  (name) => {
    expect(choose(sources(["a", "b"]), name)).toBe("b");
    const usable = ["a", "b"].map((each) =>
      describeSource(found(each), { accounts: [], regions: [] }),
    );
    const summary = { sources: { ...sources([]), usable }, accounts: [], regions: [] };
    expect(asked({ ...summary, deliveryLagMs: 0 }, name).name).toBe("b");
  },
);

test.each([
  [sources(["a", "b"]), undefined, /several tables .*choose one .*ATHENA_TABLE \(a, b\)/],
  [sources(["a"], "a"), "c", /^The database security has no usable table “c” .*choose from a\.$/],
  [sources(["a"], "a"), "", /“”/],
  [sources(["a"], "gone"), undefined, /no usable table “gone”/],
  [sources(["a"], "flat"), undefined, /flat cannot be queried\. It is not partitioned/],
  [sources(["a"], "a"), "flat", /flat cannot be queried/],
  [sources(["a"], "a"), "ALB_Logs", /alb_logs cannot be queried\. It lacks eventtime\./],
  [sources(["a"], "a"), "other.a", /no usable table “other\.a”/],
  [sources([]), undefined, /no partitioned table/],
])("%#: otherwise a sentence says what to choose", (of, wanted, says) => {
  expect(choose(of, wanted)).toMatch(says);
});

test("describes a source for the page", () => {
  expect(
    describeSource(found("cloudtrail"), { accounts: ["111122223333"], regions: ["eu-west-1"] }),
  ).toMatchObject({
    name: "cloudtrail",
    layout: layouts.partitioner.title,
    isTablePerAccount: true,
    accounts: ["111122223333"],
    regions: ["eu-west-1"],
    deliveryLagMs: 1,
  });
});

test("the page has the facts of the source it will query, or why it cannot", () => {
  const usable = ["a", "b"].map((name, index) =>
    describeSource(found(name), { accounts: [`${index}`], regions: [] }),
  );
  const choices = { ...sources([]), usable };
  const summary = { sources: choices, accounts: [], regions: [], deliveryLagMs: 0 };
  expect(asked(summary, "b")).toMatchObject({
    name: "b",
    problem: null,
    summary: { accounts: ["1"], deliveryLagMs: 1 },
  });
  expect(asked(summary, undefined)).toMatchObject({ name: null, summary });
  expect(asked(summary, "flat").problem).toMatch(/flat cannot be queried/);
});
