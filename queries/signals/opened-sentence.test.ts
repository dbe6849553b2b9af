import { describe, expect, it } from "vitest";
import { type Opened, openedSentence } from "./opened-sentence";
import { textOf } from "./phrases";

const HOP: Opened = {
  call: "AssumeRole",
  resource: "role/dev-admin",
  arn: "arn:aws:sts::111122223333:assumed-role/ops-jump/jw-laptop",
  mfa: null,
  request: '{"roleArn":"arn:aws:iam::444455556666:role/dev-admin","roleSessionName":"jw-laptop"}',
};
const opened = (...hops: readonly Partial<Opened>[]) =>
  textOf(openedSentence(hops.map((each) => ({ ...HOP, ...each }))));

describe("the sessions that were opened, in a sentence", () => {
  it("names the role and another account", () => {
    expect(opened({})).toBe(
      "Opened a session as role/dev-admin in account 444455556666 (another account).",
    );
    const same = { arn: "arn:aws:iam::444455556666:user/alice", mfa: "true" };
    expect(opened(same)).toBe("Opened a session as role/dev-admin in account 444455556666.");
  });

  it("names a missing second factor where the record shows that there was none", () => {
    const user = { arn: "arn:aws:iam::444455556666:user/alice" };
    expect(opened({ ...user, mfa: "false" })).toMatch(/, without MFA\.$/);
    // A long-lived key: the call itself names a device, or it had none.
    expect(opened(user)).toMatch(/, without MFA\.$/);
    expect(opened({ ...user, request: '{"serialNumber":"arn:…:mfa/alice"}' })).not.toContain("MFA");
    expect(opened({ ...user, request: `{"policy":"${"x".repeat(490)}` })).not.toContain("MFA");
    // AWS writes “false” for the session of any role.
    expect(opened({ mfa: "false" })).not.toContain("MFA");
  });

  it("names what is not a role by its call, and claims no account that it does not know", () => {
    expect(opened({ call: "GetSessionToken", resource: null, request: null, mfa: null })).toBe(
      "Opened a session with GetSessionToken.",
    );
    expect(opened({ request: '{"tags":[', mfa: null })).toBe("Opened a session as role/dev-admin.");
  });

  it("names those in other accounts first, and counts the rest", () => {
    const own = (name: string): Partial<Opened> => ({
      resource: `role/${name}`,
      request: `{"roleArn":"arn:aws:iam::111122223333:role/${name}"}`,
      mfa: null,
    });
    expect(opened(own("a"), own("a"), own("b"), own("c"), {})).toBe(
      "Opened 5 sessions: as role/dev-admin in account 444455556666 (another account), as role/a in account 111122223333, 2 times, as role/b in account 111122223333 and 1 more.",
    );
  });
});
