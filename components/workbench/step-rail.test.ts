import { expect, it } from "vitest";
import { findPlaybook, findStep } from "@/queries/index";
import type { InputValues } from "@/queries/playbook";
import { inputNote, offeredSteps, otherSubject, unitOf } from "./step-rail";

const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };

it.each([
  ["access-key-exposure/user-agents", KEY, null],
  ["access-key-exposure/user-agents", {}, null],
  ["access-key-exposure/user-agents", { ...KEY, userAgent: "curl" }, "access key only"],
  ["access-key-exposure/events-by-user-agent", { ...KEY, userAgent: "curl" }, null],
  ["access-key-exposure/events-by-source-ip", { userAgent: "curl" }, null],
  ["access-key-exposure/events-by-source-ip", { ...KEY, userAgent: "curl" }, null],
  ["ec2-instance-compromise/most-denied-instances", {}, null],
  ["ec2-instance-compromise/most-denied-instances", { instanceId: "i-12345678" }, "whole account"],
  ["general-purpose/common-actions", { principalId: "AROAX:alice" }, "whole account"],
] as const)("%s beside the inputs %j is about: %s", (address, inputs, expected) => {
  const step = findStep(address)?.step;
  expect(step && otherSubject(step, inputs)).toBe(expected);
});

it("counts the rows of a count, which stand for several events each, as rows", () => {
  const unit = (address: string) => {
    const found = findStep(address);
    return found && unitOf(found.step);
  };
  expect(unit("access-key-exposure/all-key-usage")).toBe("event");
  expect(unit("access-key-exposure/user-agents")).toBe("row");
  expect(unit("access-key-exposure/left-behind")).toBe("row");
});

it.each([
  [{}, "needs input"],
  [{ accessKeyId: "" }, "needs input"],
  [{ accessKeyId: "AKIA1" }, "invalid input"],
  [KEY, ""],
] as const)("with the inputs %j a step says: %s", (inputs, expected) => {
  const step = findStep("access-key-exposure/user-agents")?.step;
  expect(step && inputNote(step, inputs)).toBe(expected);
});

it("offers who opened a session for the keys of sessions, and whose key it is for all", () => {
  const playbook = findPlaybook("access-key-exposure");
  const offered = (inputs: InputValues, activeId = "key-owner") =>
    playbook ? offeredSteps(playbook, inputs, activeId).map(({ id }) => id) : [];
  const all = playbook?.steps.map(({ id }) => id);
  expect(offered({})).toEqual(all);
  expect(offered({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" })).toEqual(all);
  expect(offered(KEY)).toEqual(all?.filter((id) => id !== "opened-by"));
  // A link may still lead to it: its answer says why there is none.
  expect(offered(KEY, "opened-by")).toEqual(all);
});
