import { describe, expect, it } from "vitest";
import { type Opened, openedSentence } from "./opened-sentence";
import { textOf } from "./phrases";

const HOP: Opened = {
  call: "AssumeRole",
  resource: "role/dev-admin",
  arn: "arn:aws:sts::111122223333:assumed-role/ops-jump/jw-laptop",
  mfa: "false",
  request: '{"roleArn":"arn:aws:iam::444455556666:role/dev-admin","roleSessionName":"jw-laptop"}',
};
const opened = (...hops: readonly Partial<Opened>[]) =>
  textOf(openedSentence(hops.map((each) => ({ ...HOP, ...each }))));

describe("the sessions that were opened, in a sentence", () => {
  it("names the role, another account and the missing second factor", () => {
    expect(opened({})).toBe(
      "Opened a session as role/dev-admin in account 444455556666 (another account), without MFA.",
    );
    const same = { arn: "arn:aws:iam::444455556666:user/alice", mfa: "true" };
    expect(opened(same)).toBe("Opened a session as role/dev-admin in account 444455556666.");
  });

  it.each([
    "arn:aws:sts::444455556666:assumed-role/web/i-0123456789abcdef0",
    "arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice",
  ])("says nothing of MFA where AWS never sees it: %s", (arn) => {
    expect(opened({ arn })).not.toContain("MFA");
  });

  it("names what is no role by its call, and claims no account that it does not know", () => {
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
      "Opened 5 sessions: as role/dev-admin in account 444455556666 (another account), as role/a in account 111122223333, 2 times, as role/b in account 111122223333 and 1 more; 1 of them without MFA.",
    );
  });
});
