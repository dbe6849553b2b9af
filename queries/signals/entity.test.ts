import { expect, it } from "vitest";
import { findPlaybook, findStep } from "../index";
import { habitInputs, profiledEntity, profileSubject } from "./entity";

function of(id: string) {
  const [playbookId = ""] = id.split("/");
  const [playbook, found] = [findPlaybook(playbookId), findStep(id)];
  if (!playbook || !found) throw new Error(`There is no step ${id}.`);
  return { playbook, step: found.step };
}
function subjectAt(id: string, inputs: Readonly<Record<string, string>>) {
  const { playbook, step } = of(id);
  return profileSubject(playbook, step, inputs);
}

it("profiles an entity that one of two fields names, the same for each step", () => {
  const role = { role: "deploy" };
  expect(subjectAt("role/role-tools", role)).toEqual({ stepId: "role-sessions", inputs: role });
  expect(subjectAt("role/role-denied", role)).toEqual(subjectAt("role/role-tools", role));
  const session = { session: "AROAEXAMPLEEXAMPLE123:alice" };
  expect(subjectAt("session/session-calls", session)).toEqual({
    stepId: "session-owner",
    inputs: session,
  });
});

it("profiles one session of a name where its opening is given, against all of that name", () => {
  const inputs = { session: "AROAEXAMPLEEXAMPLE123:alice", opened: "2026-03-19T02:10:07Z" };
  const { playbook, step } = of("session/session-calls");
  expect(profileSubject(playbook, step, inputs)?.inputs).toEqual(inputs);
  expect(JSON.stringify(profiledEntity(playbook, step, inputs))).toContain(inputs.opened);
  expect(habitInputs(playbook, inputs)).toEqual({ session: inputs.session });
});

it("profiles nothing where no entity is named, and nothing of rare events of anyone", () => {
  expect(subjectAt("actors/all-actors", {})).toBeNull();
  expect(subjectAt("watchlist/root-usage", {})).toBeNull();
  expect(
    subjectAt("access-key-exposure/events-by-user-agent", { userAgent: "aws-cli/2.0" }),
  ).toBeNull();
});
