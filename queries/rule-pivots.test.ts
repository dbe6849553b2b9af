import { describe, expect, it } from "vitest";
import { findStep } from "./index";
import { cellMenu } from "./pivots";
import type { InputValues } from "./playbook";

/** Where the rows of a step lead that name a rule. */
function targets(address: string, inputs: InputValues, column = "title") {
  const step = findStep(address)?.step;
  if (!step) throw new Error(`There is no step ${address}.`);
  const keys = (name: string) => (name === "rule" ? "user-created" : null);
  const { pivots } = cellMenu(step, column, keys(column) ?? "A user was created", inputs, keys);
  return pivots.map(({ label, stepId, inputs: taken, filters = [], facets = {} }) => ({
    label,
    stepId,
    taken,
    filters,
    facets,
  }));
}

const findings = {
  label: "Findings of this rule, by anyone",
  stepId: "findings",
  taken: {},
  filters: [],
  facets: { rule: "user-created" },
};
const eventsOf = (...filters: readonly object[]) => ({
  label: "Events behind this row",
  stepId: "finding-events",
  taken: { rule: "user-created" },
  filters,
  facets: {},
});

describe("a rule that matches an entity", () => {
  const session = (value: string) => targets("session/rule-matches", { session: value })[0];
  const role = (value: string) => targets("role/rule-matches", { role: value })[0];
  const opened = "2026-03-19T02:00:00Z";

  it("leads from each of its cells to its events by the entity, and to its findings", () => {
    const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
    const own = { field: "accesskeyid", op: "is", value: key.accessKeyId };
    for (const column of ["title", "severity", "tactic"])
      expect(targets("access-key-exposure/rule-matches", key, column)).toEqual([
        eventsOf(own),
        findings,
      ]);
  });

  it("leads to those of the only field that a value can be in", () => {
    expect(session("ASIAIOSFODNN7EXAMPLE")).toEqual(
      eventsOf({ field: "accesskeyid", op: "is", value: "ASIAIOSFODNN7EXAMPLE" }),
    );
    const arn = "arn:aws:sts::111122223333:assumed-role/Admin/alice";
    expect(session(arn)).toEqual(eventsOf({ field: "arn", op: "is", value: arn }));
    expect(session("AROAEXAMPLE:alice")).toEqual(
      eventsOf({ field: "principalid", op: "is", value: "AROAEXAMPLE:alice" }),
    );
    expect(session("Admin/alice")).toEqual(
      eventsOf({ field: "actor", op: "is", value: "Admin/alice" }),
    );
    expect(role("Admin")).toEqual(eventsOf({ field: "issuerusername", op: "is", value: "Admin" }));
    const roleArn = "arn:aws:iam::111122223333:role/Admin";
    expect(role(roleArn)).toEqual(eventsOf({ field: "issuerarn", op: "is", value: roleArn }));
  });

  it("leads to the events of an instance, and of one session of several", () => {
    const instanceId = "i-0123456789abcdef0";
    expect(targets("ec2-instance-compromise/rule-matches", { instanceId })[0]).toEqual(
      eventsOf({ field: "principalid", op: "contains", value: `:${instanceId}` }),
    );
    const one = { session: "Admin/alice", opened };
    expect(targets("session/rule-matches", one)[0]).toEqual(
      eventsOf(
        { field: "actor", op: "is", value: "Admin/alice" },
        { field: "sessioncreated", op: "is", value: opened },
      ),
    );
  });

  it("leads to its findings alone where no query can contain the entity", () => {
    expect(targets("actors/rule-matches", { actor: "a\u0000b" })).toEqual([findings]);
  });
});

it("the rule of an event leads to its other events and to its findings", () => {
  const events = { ...eventsOf(), label: "All events of this rule" };
  expect(targets("watchlist/finding-events", {}, "rule")).toEqual([events, findings]);
  const one = { rule: "user-created" };
  expect(targets("watchlist/finding-events", one, "rule")).toEqual([findings]);
});
