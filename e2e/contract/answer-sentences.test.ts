/** The demo's incidents in sentences, word by word, as a page writes them over the lake. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { BASELINE, PROFILE, signalRequests } from "@/components/workbench/signal-requests";
import { copyOfSmallLake } from "@/e2e/lake";
import type { StepRequest } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { demoIncidents } from "@/lib/demo/incidents";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { baselineRange } from "@/lib/investigation/baseline-range";
import { startAt } from "@/lib/investigation/investigation";
import { startSteps } from "@/lib/runs/runs";
import { findPlaybook } from "@/queries/index";
import { parseTime } from "@/queries/scope";
import { entityKind } from "@/queries/signals/about";
import { profiledEntity } from "@/queries/signals/entity";
import { findSignals } from "@/queries/signals/find-signals";
import { textOf } from "@/queries/signals/phrases";
import { readProfile } from "@/queries/signals/read-profile";
import { answerSentences } from "@/queries/signals/sentences";
import { subjectOf } from "@/queries/signals/subject";

let place: Backend;

beforeAll(async () => {
  const config = readConfig({ TRAILBOOK_DATA: await copyOfSmallLake() });
  const opened = config.ok ? await openDuckDbBackend(config.value) : config;
  if (!opened.ok) throw new Error(opened.failure.message);
  place = opened.value;
});
afterAll(() => place.close());

async function rowsOf(request: StepRequest | undefined): Promise<readonly Row[]> {
  const [answer] = request ? await startSteps(place, [request]) : [];
  if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
  await settled(place.engine, answer.runId);
  const rows: Row[] = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return rows;
}

/** The sentences on an incident's entity in its window, or in another one. */
async function sentencesOn(id: string, window?: { from: string; to: string }) {
  const incident = demoIncidents.find((each) => each.id === id);
  const playbook = findPlaybook(incident?.playbook ?? "");
  const [step] = playbook?.steps ?? [];
  const subject = playbook && subjectOf(playbook);
  if (!incident || !playbook || !step || !subject) throw new Error(`There is no incident ${id}.`);
  const { from, to } = window ?? incident.window;
  const range = { fromMs: parseTime(from) ?? 0, toMs: parseTime(to) ?? 0 };
  const { inputs } = incident;
  const scope = { accounts: [], regions: [], ...range };
  const here = startAt({ playbookId: playbook.id, stepId: step.id, scope, inputs, filters: [] });
  const options = { maxWindowDays: 400, isFree: true, runsBaseline: true };
  const requests = signalRequests(playbook, here, options);
  const profileOf = async (name: string) =>
    readProfile(await rowsOf(requests.find((each) => each.id === name)?.request));
  const before = baselineRange(scope, {}, 400) ?? range;
  const report = findSignals(
    (await profileOf(PROFILE)).profile,
    { ...(await profileOf(BASELINE)), ...before, missingDays: [] },
    { ...entityKind(profiledEntity(playbook, step, inputs) ?? []), ...range },
  );
  return answerSentences({ subject, report, owners: null, further: [] }).map(textOf);
}

it("the leaked key", async () => {
  expect(await sentencesOn("leaked-key")).toEqual([
    "312 events, the last on 19 Mar 2026 02:49, 275 denied.",
    "New addresses since 19 Mar 2026 02:11: 185.220.101.4 (197 events) and 89.38.97.12 (115).",
    "New operating system since 19 Mar 2026 02:11: Kali Linux (312 events).",
    "Succeeded for the first time: AttachUserPolicy, CreateAccessKey and CreateUser.",
    "Denied: StopLogging (2), GetSecretValue (15), GetPasswordData (8), AuthorizeSecurityGroupIngress (4) and 10 other sensitive calls.",
    "Unusual volume: 312 events in the hour from 19 Mar 2026 02:00.",
    "No new tool. Every attempt to change logging was denied.",
  ]);
});

it("the leaked key over all logs, which have no days before", async () => {
  const month = { from: "2026-03-01T00:00:00Z", to: "2026-03-31T00:00:00Z" };
  // Ordinary events, of which tests make fewer, take part in the others.
  expect((await sentencesOn("leaked-key", month)).slice(1, 3)).toEqual([
    "New addresses since 19 Mar 2026 02:11, 16 days after the first event: 185.220.101.4 (197 events) and 89.38.97.12 (115).",
    "New operating system since 19 Mar 2026 02:11, 16 days after the first event: Kali Linux (312 events).",
  ]);
});

it("the instance whose role is used from outside", async () => {
  expect(await sentencesOn("stolen-instance-role")).toEqual([
    "170 events, the last on 12 Mar 2026 21:58, 144 denied.",
    "New address since 12 Mar 2026 21:40: 198.51.100.77 (170 events).",
    "New tools since 12 Mar 2026 21:40: Boto3 (120 events) and python-requests (50).",
    "New operating system since 12 Mar 2026 21:45: Kali Linux (120 events).",
    "Denied: GetSecretValue (12), ModifySnapshotAttribute (4), CreateUser (3), CreateAccessKey (2) and 2 other sensitive calls.",
    "Used from outside the instance: 198.51.100.77.",
    "No new region. No call changed logging.",
  ]);
});
