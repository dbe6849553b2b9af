import { expect, it } from "vitest";
import { activityQuery, activitySubject } from "./activity";
import { addressSpellings } from "./addresses";
import type { Filter } from "./filters";
import { findStep } from "./index";
import { is, oneOf } from "./query";

const KEY = "AKIAIOSFODNN7EXAMPLE";
const denied: readonly Filter[] = [{ field: "outcome", op: "is", value: "denied" }];

function of(address: string, inputs: Readonly<Record<string, string>>, filters = denied) {
  const found = findStep(address);
  if (!found) throw new Error(`There is no step ${address}.`);
  const { playbook, step } = found;
  const subject = activitySubject(playbook, step, inputs, filters);
  const asked = playbook.steps.find(({ id }) => id === subject.stepId) ?? step;
  const query = activityQuery(playbook, asked, subject.inputs, subject.filters);
  return { subject, where: query.where, answer: query.answer };
}

it("is about the entity of the playbook, the same for all of its steps", () => {
  const usage = of("access-key-exposure/all-key-usage", { accessKeyId: KEY, sourceIp: "" });
  expect(usage.where).toEqual([is("accesskeyid", KEY)]);
  const address = { accessKeyId: KEY, sourceIp: "203.0.113.7" };
  expect(of("access-key-exposure/events-by-source-ip", address)).toEqual(usage);
  expect(of("watchlist/iam-changes", {})).toEqual(of("watchlist/root-usage", {}));
});

it("is about the inputs of a step without an entity, with any filters", () => {
  const { where, subject } = of("access-key-exposure/events-by-source-ip", {
    sourceIp: "203.0.113.7",
  });
  expect(where).toEqual([oneOf("sourceipaddress", addressSpellings("203.0.113.7"))]);
  expect(subject.filters).toEqual([]);
});

it("is about the step's own events where they are not the entity's", () => {
  const instanceId = "i-0123456789abcdef0";
  const calls = of("ec2-instance-compromise/instance-denied-calls", { instanceId });
  expect(calls.where).toEqual([{ op: "endsWith", field: "principalid", value: `:${instanceId}` }]);
  const on = of("ec2-instance-compromise/calls-on-instance", { instanceId });
  expect(on.where).toHaveLength(1);
  expect(on.where).not.toEqual(calls.where);
});

it("counts an act that two accounts logged once, as the step's rows do", () => {
  const { answer } = of("access-key-exposure/opened-by", { accessKeyId: KEY });
  expect(answer).toEqual({ kind: "days", isOncePerAct: true });
  expect(of("access-key-exposure/sessions-opened", { accessKeyId: KEY }).answer).toEqual({
    kind: "days",
  });
});

it("is about the filters where there are no inputs", () => {
  const { where } = of("general-purpose/search", {});
  expect(where).toEqual([is("outcome", "denied")]);
  expect(of("general-purpose/search", {}, []).where).toEqual([]);
});
