import fc from "fast-check";
import { expect, it } from "vitest";
import { answerOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { isFullRun } from "@/lib/full-run.fixture";
import { countingStepId } from "./events-behind";
import { formatFilter } from "./filters";
import { allSteps, findStep } from "./index";
import { cellMenu } from "./pivots";

const INPUTS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  instanceId: "i-0123456789abcdef0",
  principalId: "AROAX:alice",
  userName: "alice",
  role: "Admin",
  actor: "alice",
  session: "AROAX:alice",
  sourceIp: "203.0.113.7",
  bucketName: "logs",
  resource: "logs",
};
const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const event: fc.Arbitrary<TestEvent> = fc.record({
  eventname: some("ListBuckets", "CreateUser", "AssumeRole"),
  eventsource: some("iam.amazonaws.com", "s3.amazonaws.com"),
  principalid: some("AROAX:i-0123456789abcdef0", "AROAX:alice"),
  useragent: some("curl", "[curl]"),
  sourceipaddress: some("2001:db8::1", "2001:DB8::1", "203.0.113.7"),
  accesskeyid: some("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7OTHER00"),
  errorcode: some("AccessDenied", "Throttling"),
  username: some("alice", "bob"),
  readonly: some("true", "false"),
  issuername: some("Admin", "Reader"),
  sessioncreated: some("2026-01-30T09:00:00Z", "2026-01-31T00:00:00Z"),
  mfaauthenticated: some("true", "false"),
  requestparameters: some('{"bucketName":"logs"}', '{"bucketName":"logs","key":"a"}'),
});
/** What a few steps count, which is rare among random calls. */
const CERTAIN: readonly TestEvent[] = [
  { eventname: "GetSecretValue", eventsource: "secretsmanager.amazonaws.com" },
  {
    eventname: "GetSecretValue",
    eventsource: "secretsmanager.amazonaws.com",
    errorcode: "AccessDeniedException",
  },
  {
    eventname: "AssumeRole",
    eventsource: "sts.amazonaws.com",
    requestparameters: '{"roleArn":"arn:aws:iam::111122223333:role/Admin"}',
  },
  {
    eventname: "CreateOAuth2Token",
    eventsource: "signin.amazonaws.com",
    requestparameters: '{"client_id":"arn:aws:signin:::devtools/same-device"}',
    principalid: "AROAX:alice",
    sessioncreated: "2026-01-31T00:00:00Z",
  },
  ...["console.amazonaws.com", "aws-mcp.amazonaws.com", "curl"].map((useragent) => ({
    eventname: "ListUsers",
    useragent,
    principalid: "AROAX:alice",
    sessioncreated: "2026-01-31T00:00:00Z",
  })),
];
const random = fc.sample(event, { numRuns: 80, seed: 7 }).map((each, index) => {
  // Every third lacks its agent, its address and its error.
  const { useragent: _, sourceipaddress: __, errorcode: ___, ...bare } = each;
  return index % 3 === 0 ? bare : each;
});
const events = [...random, ...CERTAIN];

const counting = allSteps.filter(({ step }) => step.answer.kind === "counts");

it.each(counting.map(({ playbook, step }) => [`${playbook.id}/${step.id}`] as const))(
  "each row of %s leads to as many events as it counts",
  async (address) => {
    const step = findStep(address)?.step;
    if (step?.answer.kind !== "counts") throw new Error(address);
    const taken = step.inputs.flatMap(({ name }) =>
      Object.entries(INPUTS).filter(([known]) => known === name),
    );
    const inputs = Object.fromEntries(taken);
    const rows = await answerOver(address, events, inputs);
    expect(rows.length).toBeGreaterThan(0);
    // In the usual run the rows with most and with fewest events, and one between.
    const between = Math.floor(rows.length / 2);
    const isTried = (at: number) =>
      isFullRun() || at === 0 || at === between || at === rows.length - 1;
    for (const row of rows.filter((_, at) => isTried(at))) {
      const keyOf = (column: string) => (row[column] === null ? null : String(row[column]));
      const [column = ""] = step.answer.by;
      const menu = cellMenu(step, column, keyOf(column), inputs, keyOf);
      const target = menu.pivots.find(({ label }) => label === "Events behind this row");
      if (!target) throw new Error("no pivot to the events");
      expect(countingStepId(target.stepId)).toBe(step.id);
      const listed = await answerOver(
        `${target.playbookId}/${target.stepId}`,
        events,
        target.inputs,
        undefined,
        undefined,
        (target.filters ?? []).map(formatFilter),
      );
      expect(listed).toHaveLength(Number(row[step.answer.as]));
    }
  },
);

it("a listing has no .events step", () => {
  expect(findStep("access-key-exposure/all-key-usage.events")).toBeNull();
  expect(findStep("access-key-exposure/nothing.events")).toBeNull();
});
