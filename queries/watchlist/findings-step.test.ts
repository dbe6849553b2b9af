/** The statements that the steps of the watchlist compile to. */
import { expect, it } from "vitest";
import { compile } from "../compile";
import { findStep } from "../index";
import { layouts } from "../layouts";
import { bind, type InputValues } from "../playbook";
import { type EventQuery, isOfFindings } from "../query";

const FROM = Date.UTC(2026, 2, 1);
const SCOPE = { accounts: [], regions: [], fromMs: FROM, toMs: FROM + 86_400_000 };
const ATHENA = {
  table: "cloudtrail",
  layout: layouts["hive-org"],
  deliveryLagMs: 0,
  mayHoldDuplicates: true,
} as const;

/** The query of a step of the watchlist with an actor, and more inputs. */
function queryOf(id: string, inputs: InputValues = {}) {
  const step = findStep(`watchlist/${id}`)?.step;
  if (!step) throw new Error(id);
  return bind(step, { actor: "alice", ...inputs });
}

function compiledFor(query: EventQuery) {
  const compiled = compile(query, SCOPE, ATHENA);
  if ("refused" in compiled) throw new Error(compiled.refused);
  return compiled;
}

const onPage = (query: EventQuery): EventQuery =>
  isOfFindings(query.answer) ? { ...query, answer: { ...query.answer, isOnPage: true } } : query;

it.each([queryOf("findings"), queryOf("finding-events")])(
  "reads the range and 30 days before it in one scan, which Athena accepts",
  (query) => {
    for (const each of [query, onPage(query)]) {
      const { sql, plan } = compiledFor(each);
      expect(sql.split("from cloudtrail")).toHaveLength(2);
      expect(plan.days[0]).toBe("2026-01-30");
    }
  },
);

it("has the page's columns only on the page", () => {
  const columns = (id: string) => {
    const own = compiledFor(queryOf(id)).columns;
    const { columns: all } = compiledFor(onPage(queryOf(id)));
    return all.filter((column) => !own.includes(column));
  };
  expect(columns("finding-events")).toEqual(["actor", "resource", "outcome"]);
  expect(columns("findings")).toEqual([
    "recipientaccountid",
    "accounts",
    "resource",
    "resources",
    "accesskeyid",
    "keys",
    "deniedevents",
    "eventsbefore",
    "daysbefore",
  ]);
});

it("names only the rule that an input names", () => {
  const one = compiledFor(queryOf("finding-events", { rule: "user-created" })).sql;
  expect(one).toContain("'user-created'");
  expect(one).not.toContain("'root-activity'");
  expect(one.length).toBeLessThan(compiledFor(queryOf("finding-events")).sql.length / 4);
  expect(compile(queryOf("finding-events", { rule: "no-rule" }), SCOPE, ATHENA)).toEqual({
    refused: "The watchlist has no rule of this name.",
  });
});
