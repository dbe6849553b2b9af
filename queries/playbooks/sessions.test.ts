import { expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";

/** Forms of the AWS Sign-In user guide and of the AWS MCP server's. */
const token = (client: string, event: Partial<TestEvent> = {}): TestEvent => ({
  eventname: "CreateOAuth2Token",
  eventsource: "signin.amazonaws.com",
  type: "AssumedRole",
  principalid: "AROAEXAMPLE:testuser",
  arn: "arn:aws:sts::111122223333:assumed-role/Admin/testuser",
  sessioncreated: "2026-01-31T00:00:00Z",
  mfaauthenticated: "false",
  useragent: "aws-cli/2.32.0 os/macos#24.6.0 lang/python#3.13.9 md/command#login",
  requestparameters: `{"client_id":"${client}"}`,
  additionaleventdata: '{"success":"true","x-amzn-vpce-id":""}',
  ...event,
});
const MCP = "arn:aws:signin:us-west-2::external-client/dcr/b3f2c8a1";
const events: readonly TestEvent[] = [
  token("arn:aws:signin:::devtools/same-device"),
  token("arn:aws:signin:::devtools/cross-device", { sourceipaddress: "192.0.2.2" }),
  token("arn:aws:signin:::devtools/same-device", {
    additionaleventdata: '{"success":"false"}',
    principalid: "AROAEXAMPLE:mallory",
  }),
  token(MCP, {
    requestparameters: `{"resource":"https://aws-mcp.us-west-2.api.aws/mcp","client_id":"${MCP}"}`,
    useragent: "curl/8.7.1",
    principalid: "AROAEXAMPLE:agent",
  }),
  token("arn:aws:signin:::devtools/same-device", {
    eventname: "AuthorizeOAuth2Access",
    principalid: "AROAEXAMPLE:browser",
  }),
];

it("lists the sessions that aws login opened, without attempts that failed", async () => {
  const rows = await answerOver("sessions/login-sessions", events);
  expect(rows.map(({ principalid, total }) => [principalid, Number(total)])).toEqual([
    ["AROAEXAMPLE:testuser", 2],
  ]);
});

it("lists the tokens for AWS's MCP server with the assistants", async () => {
  const rows = await answerOver("sessions/assistant-sessions", events);
  expect(rows.map(({ principalid }) => principalid)).toEqual(["AROAEXAMPLE:agent"]);
});
