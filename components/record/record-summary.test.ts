import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findStep } from "@/queries/index";
import { readJson } from "./json-tree";
import {
  type RecordSummary,
  type SummaryPart,
  summariseRecord,
  summariseRow,
} from "./record-summary";
import { columnOfPath, valueMenu } from "./value-menu";

const step = findStep("access-key-exposure/all-key-usage")?.step;
if (!step) throw new Error("the step is gone");

const record = {
  eventTime: "2026-11-20T02:31:07Z",
  eventName: "CreateAccessKey",
  eventSource: "iam.amazonaws.com",
  awsRegion: "us-east-1",
  sourceIPAddress: "185.220.101.4",
  userAgent: "aws-cli/1.16.263 kali",
  userIdentity: { type: "IAMUser", userName: "ci-deploy", accessKeyId: "AKIA3TQ5EXAMPLE7QXWZ" },
  requestParameters: { userName: "svc-backup2" },
  responseElements: { accessKey: { accessKeyId: "AKIA9XXXXXXXXXXXNEW4", status: "Active" } },
};

function summarise(value: unknown): RecordSummary {
  const node = readJson(JSON.stringify(value));
  if (!node) throw new Error("unreadable");
  return summariseRecord(node);
}
const words = (parts: readonly SummaryPart[]): string =>
  parts.map((part) => (typeof part === "string" ? part : part.text)).join("");

describe("summariseRecord", () => {
  it("shows who did what, from where, with what", () => {
    const summary = summarise(record);
    expect(words(summary.who)).toBe("ci-deploy (IAMUser), key AKIA3TQ5EXAMPLE7QXWZ");
    expect(words(summary.what)).toBe(
      "CreateAccessKey · created key AKIA9XXXXXXXXXXXNEW4 · userName svc-backup2",
    );
    expect(words(summary.from)).toBe("185.220.101.4");
    expect(words(summary.with)).toBe("aws-cli/1.16.263 kali");
    expect(summary.outcome).toEqual({ outcome: "success", code: null, message: null });
  });

  it("links to a key that the call created, and never back to the caller's", () => {
    expect(summarise(record).next).toEqual([
      {
        label: "What did AKIA…XNEW4 do?",
        playbookId: "access-key-exposure",
        stepId: "all-key-usage",
        inputs: { accessKeyId: "AKIA9XXXXXXXXXXXNEW4" },
      },
    ]);
    const own = { ...record, responseElements: { credentials: record.userIdentity } };
    expect(summarise(own).next).toEqual([]);
  });

  it("names a role session, a service and root", () => {
    const who = (userIdentity: unknown) => words(summarise({ userIdentity }).who);
    expect(
      who({
        type: "AssumedRole",
        principalId: "AROAEXAMPLE:i-0123456789abcdef0",
        sessionContext: { sessionIssuer: { userName: "web" } },
      }),
    ).toBe("AROAEXAMPLE:i-0123456789abcdef0 as web (AssumedRole)");
    expect(who({ type: "AWSService", invokedBy: "ec2.amazonaws.com" })).toBe(
      "ec2.amazonaws.com (AWSService)",
    );
    expect(who({ type: "Root", arn: "arn:aws:iam::111122223333:root" })).toBe(
      "arn:aws:iam::111122223333:root (Root)",
    );
  });

  it("accepts any JSON", () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            eventName: fc.jsonValue(),
            userIdentity: fc.jsonValue(),
            responseElements: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
        (value) => {
          expect(summarise(value).next.length).toBeLessThanOrEqual(3);
        },
      ),
      { seed: 1 },
    );
    expect(summarise([1]).name).toBeNull();
  });

  it("shows a failed console sign-in, which has no error code", () => {
    const login = (answer: string) =>
      summarise({
        eventName: "ConsoleLogin",
        eventSource: "signin.amazonaws.com",
        responseElements: { ConsoleLogin: answer },
        ...(answer === "Failure" ? { errorMessage: "Failed authentication" } : {}),
      }).outcome;
    expect(login("Failure")).toEqual({
      outcome: "error",
      code: null,
      message: "Failed authentication",
    });
    expect(login("Success")?.outcome).toBe("success");
    const row = ["ConsoleLogin", null, "error"];
    expect(summariseRow(["eventname", "errorcode", "outcome"], row).outcome?.outcome).toBe("error");
  });

  it.each([
    ["Root", "No", null, "not used at this sign-in"],
    ["IAMUser", "Yes", null, "used at this sign-in"],
    [
      "AssumedRole",
      "No",
      null,
      "not known: “false” is usual for role sessions, with or without MFA",
    ],
    ["IAMUser", null, "false", "not used by this session"],
    ["IAMUser", null, "true", "used by this session"],
    ["AssumedRole", null, "true", "used by this session"],
    [
      "AssumedRole",
      null,
      "false",
      "not known: “false” is usual for role sessions, with or without MFA",
    ],
    ["IAMUser", null, null, ""],
  ])(
    "says whether %s had a second factor: sign-in %s, session %s",
    (type, signIn, session, said) => {
      const attributes = session === null ? {} : { mfaAuthenticated: session };
      const summary = summarise({
        ...record,
        userIdentity: { type, sessionContext: { attributes } },
        ...(signIn === null ? {} : { additionalEventData: { MFAUsed: signIn } }),
      });
      expect(words(summary.mfa)).toBe(said);
    },
  );

  it("works with only a row", () => {
    const summary = summariseRow(
      ["eventname", "sourceipaddress", "errorcode"],
      ["ListBuckets", "1.2.3.4", "AccessDenied"],
    );
    expect([words(summary.what), words(summary.from)]).toEqual(["ListBuckets", "1.2.3.4"]);
    expect(summary.outcome?.outcome).toBe("denied");
  });
});

describe("valueMenu", () => {
  const menu = (text: string, column: string | null = null, key: string | null = null) =>
    valueMenu(step, { text, column, key }, { accessKeyId: "AKIA3TQ5EXAMPLE7QXWZ" });

  it("recognises the caller's own fields by their path", () => {
    expect(columnOfPath("$.userIdentity.sessionContext.sessionIssuer.arn")).toBe("issuerarn");
    expect(columnOfPath("$.sourceIPAddress")).toBe("sourceipaddress");
    expect(columnOfPath("$.requestParameters.bucketName")).toBe("bucketname");
    expect(columnOfPath("$.responseElements")).toBeNull();
    expect(menu("185.220.101.4", "sourceipaddress")?.filters).toHaveLength(2);
  });

  it.each([
    ["AKIA9XXXXXXXXXXXNEW4", "all-key-usage"],
    ["i-0123456789abcdef0", "instance-api-calls"],
    ["203.0.113.7", "events-by-source-ip"],
    ["AROAEXAMPLEEXAMPLE12:i-0123456789abcdef0", "instance-api-calls"],
    ["arn:aws:iam::111122223333:role/admin", "search"],
  ])("recognises %s by its shape, without filters", (text, stepId) => {
    expect(menu(text)?.filters).toEqual([]);
    expect(menu(text)?.pivots.map((pivot) => pivot.stepId)).toContain(stepId);
  });

  it("leads from a text of the request or the response to every event that contains it", () => {
    const detail = { text: "vol-0abc", column: null, key: "volumeId", isDetail: true };
    expect(valueMenu(step, detail, {})?.pivots).toMatchObject([
      { filters: [{ field: "anywhere", op: "contains", value: "vol-0abc" }] },
    ]);
    expect(valueMenu(step, { ...detail, isDetail: false }, {})).toBeNull();
    expect(valueMenu(step, { ...detail, text: "ab" }, {})).toBeNull();
  });

  it("offers nothing for other text", () => {
    for (const text of ["", "Active", "10:30", "AKIAshort", "999.1.1.1"])
      expect(menu(text)).toBeNull();
    expect(menu("svc-backup2", null, "userName")?.pivots.length).toBeGreaterThan(0);
    expect(menu("x", null, "constructor")).toBeNull();
  });
});
