import { expect, it } from "vitest";
import { findPlaybook } from "../index";
import { subjectOf } from "./subject";

it("knows which steps of an entity playbook show its events", () => {
  const subject = (id: string) => {
    const found = findPlaybook(id);
    return found && subjectOf(found);
  };
  expect(subject("access-key-exposure")).toEqual({
    noun: "key",
    listing: "all-key-usage",
    counting: { address: "source-ips", agent: "user-agents", system: "user-agents" },
  });
  const nounAndListing = (id: string) => {
    const about = subject(id);
    return about && [about.noun, about.listing];
  };
  expect(nounAndListing("ec2-instance-compromise")).toEqual(["instance", "instance-timeline"]);
  expect(nounAndListing("role")).toEqual(["role", "role-timeline"]);
  expect(nounAndListing("session")).toEqual(["session", "session-timeline"]);
  expect(nounAndListing("address")).toEqual(["address", "address-timeline"]);
  expect(nounAndListing("general-purpose")).toBeNull();
});
