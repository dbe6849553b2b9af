import { expect, test } from "vitest";
import { playbooks } from "@/queries/index";
import { findSteps, neededInputs } from "./find-steps";

const found = (text: string): readonly string[] =>
  findSteps(playbooks, text).flatMap(({ playbook, steps }) =>
    steps.map((step) => `${playbook.id}/${step.id}`),
  );
const every = playbooks.flatMap(({ id, steps }) => steps.map((step) => `${id}/${step.id}`));

test("no words find everything, in order", () => {
  expect(found("")).toEqual(every);
  expect(found("  ")).toEqual(every);
});

test("a playbook's own words find all of its steps", () => {
  expect(found("key exposure")).toEqual(every.filter((id) => id.startsWith("access-key-exposure")));
  expect(found("t1552.005")).toEqual(
    every.filter((id) => id.startsWith("ec2-instance-compromise")),
  );
});

test("a step is found by its question, its id, and words shared with its playbook", () => {
  expect(found("whose key")).toContain("access-key-exposure/key-owner");
  expect(found("ROOT-usage")).toEqual(["watchlist/root-usage"]);
  expect(found("watchlist root")).toEqual(["watchlist/root-usage"]);
});

test("words that are in no step find nothing", () => {
  expect(found("kubernetes pod escape")).toEqual([]);
});

test("a playbook lists the inputs that it needs", () => {
  const needed = playbooks.map((playbook) => [playbook.id, neededInputs(playbook)] as const);
  expect(Object.fromEntries(needed)).toMatchObject({
    "access-key-exposure": ["Access key"],
    "ec2-instance-compromise": ["Instance"],
    resource: ["Resource"],
    watchlist: [],
    actors: [],
  });
});
