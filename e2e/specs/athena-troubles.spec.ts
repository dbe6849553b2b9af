import { CI_DEPLOY } from "@/lib/demo/people";
import type { FaultSettings } from "../athena-server/faults";
import { linkTo } from "../pages/links";
import { expect, QUESTION_ROWS, question, test } from "../pages/stage";
import { FULL } from "../pages/test";

const ALWAYS = { rate: 1, seed: 1 };
const START = { ops: ["StartQueryExecution"] };

/** Each failure, and the sentence that the page shows. */
const TROUBLES: readonly (readonly [what: string, faults: FaultSettings, sentence: string])[] = [
  [
    "StartDenied",
    { ...ALWAYS, ...START, kinds: ["access-denied"] },
    "This server lacks the permission athena:StartQueryExecution: an administrator must add it to its IAM policy.",
  ],
  [
    "ResultsDenied",
    { ...ALWAYS, kinds: ["access-denied"], ops: ["GetQueryResults"] },
    "This server lacks the permission athena:GetQueryResults: an administrator must add it to its IAM policy.",
  ],
  [
    "ReadDenied",
    { ...ALWAYS, kinds: ["fail"], errorTypes: [1501] },
    "The query is not allowed to read the logs or to write its result, so an administrator must extend the IAM policy of this server",
  ],
  [
    "SignedOut",
    { ...ALWAYS, ...START, kinds: ["expired-credentials"] },
    "The AWS credentials of this server have expired: sign in again or renew them in ~/.aws/credentials, then try again. Trailbook takes the new ones without a restart.",
  ],
  [
    "OutOfMemory",
    { ...ALWAYS, kinds: ["fail"], errorTypes: [0] },
    "The query needs more memory than Athena allows: choose a shorter time range or fewer accounts.",
  ],
];

for (const [mark, faults, sentence] of TROUBLES) {
  test(`${mark}: the page says so in a sentence, and answers once it is fixed`, {
    tag: mark === "ReadDenied" || mark === "SignedOut" ? [] : FULL,
  }, async ({ stage, workbench }) => {
    stage.control.faults(faults);
    await workbench.open(question(mark));
    await workbench.isRefused(sentence);
    stage.control.faults(null);
    await workbench.button("Try again").first().click();
    await workbench.hasRows(QUESTION_ROWS);
  });
}

test("a failed scan of a playbook runs again when its step is retried", async ({
  stage,
  workbench,
}) => {
  // A window that no other test's slice of the key contains or is contained in.
  const window = { from: "2026-03-19T01:59:58Z", to: "2026-03-19T03:29:59Z" };
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  stage.control.faults({ ...ALWAYS, kinds: ["fail"], errorTypes: [0] });
  await workbench.open(linkTo("access-key-exposure/all-key-usage", { window, inputs }));
  await workbench.isRefused("The query needs more memory than Athena allows");
  stage.control.faults(null);
  await workbench.button("Try again").first().click();
  await workbench.hasRows(QUESTION_ROWS);
  expect(stage.executions(window.from)).toMatchObject([
    { state: "FAILED" },
    { state: "SUCCEEDED" },
  ]);
});

test("a query that the workgroup's limit cancels shows the billed bytes", {
  tag: FULL,
}, async ({ stage, workbench }) => {
  stage.control.workGroup("primary", { bytesScannedCutoff: 11_000_000 });
  await workbench.open(question("OverTheLimit"));
  await workbench.isRefused(
    "The workgroup's limit on scanned bytes ended the query, and the 11 MB that it had scanned are billed",
  );
  await expect(workbench.answer).toContainText(/11 MB scanned · (≈ |<)\$0\.0\d+/);
});

test("while AWS cannot be reached, a query waits, says why, and continues on its own", async ({
  stage,
  workbench,
}) => {
  const mark = "NetworkDown";
  stage.control.faults({ ...ALWAYS, kinds: ["reset-before"] });
  await workbench.open(question(mark));
  await expect(workbench.answer.getByRole("status").filter({ hasText: "Queued" })).toContainText(
    "AWS in us-east-1 cannot be reached",
  );
  stage.control.faults(null);
  await workbench.hasRows(QUESTION_ROWS);
  expect(stage.executions(mark)).toHaveLength(1);
});

test("a link to a run that is unknown to Athena, or of another query, gets a sentence", {
  tag: FULL,
}, async ({ stage, workbench }) => {
  await workbench.open(`${question("StrangeRun")}&run=00000000-0000-4000-8000-000000000000`);
  await expect(workbench.answer).toContainText(
    "The linked result has expired, so the query was run again.",
  );
  await workbench.hasRows(QUESTION_ROWS);

  const [foreign] = stage.executions("StrangeRun");
  await workbench.open(`${question("OwnRun")}&run=${foreign?.id}`);
  await expect(workbench.answer).toContainText(
    "The result that this link names belongs to another query.",
  );
  expect(stage.executions("OwnRun")).toEqual([]);
  await workbench.button("Run this query").click();
  await workbench.hasRows(QUESTION_ROWS);
  expect(stage.executions("OwnRun")).toHaveLength(1);
});
