/** The demo's incidents in sentences, word by word, as a page writes them over the lake. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answered, findChain } from "@/components/workbench/find-chain";
import { BASELINE, PROFILE, signalRequests } from "@/components/workbench/signal-requests";
import { requestFor } from "@/components/workbench/step-requests";
import { readActor, readMade, readMatch, readOpened } from "@/components/workbench/summary-rows";
import { findCreated } from "@/components/workbench/use-created";
import { findCreatorSentence } from "@/components/workbench/use-creator";
import { copyOfSmallLake } from "@/e2e/lake";
import type { StepRequest } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { BACKDOOR_KEY } from "@/lib/demo/incident-key";
import { JUMP_SESSION, LOGGING_CHAIN } from "@/lib/demo/incident-logging";
import { demoIncidents } from "@/lib/demo/incidents";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { baselineRange } from "@/lib/investigation/baseline-range";
import { type Investigation, startAt } from "@/lib/investigation/investigation";
import { importLogs } from "@/lib/lake/import/import-logs";
import { newFolder } from "@/lib/lake/lake.fixture";
import { startSteps } from "@/lib/runs/runs";
import { findPlaybook, stepOf } from "@/queries/index";
import type { InputValues, Playbook } from "@/queries/playbook";
import { LEFT_BEHIND } from "@/queries/playbooks/left-behind";
import { RULE_MATCHES } from "@/queries/playbooks/rule-matches";
import { SESSIONS_OPENED } from "@/queries/playbooks/sessions-opened";
import { columnsOnPage } from "@/queries/query";
import { parseTime } from "@/queries/scope";
import { entityKind } from "@/queries/signals/about";
import { followed } from "@/queries/signals/created-sentences";
import { profiledEntity } from "@/queries/signals/entity";
import { findSignals } from "@/queries/signals/find-signals";
import { furtherSentences } from "@/queries/signals/further-sentences";
import { namesSentence } from "@/queries/signals/names-sentence";
import { openerSentence } from "@/queries/signals/opener-sentence";
import { type Sentence, textOf } from "@/queries/signals/phrases";
import { readProfile } from "@/queries/signals/read-profile";
import { answerSentences } from "@/queries/signals/sentences";
import { subjectOf } from "@/queries/signals/subject";
import { corporaMissing, corpusLogs } from "./corpora";

const [USER_KEY, OPS_SESSION, DEV_SESSION] = LOGGING_CHAIN;

let place: Backend;

async function backendOf(lake: string): Promise<Backend> {
  const config = readConfig({ TRAILBOOK_DATA: lake });
  const opened = config.ok ? await openDuckDbBackend(config.value) : config;
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

beforeAll(async () => {
  place = await backendOf(await copyOfSmallLake());
});
afterAll(() => place.close());

/** The rows of a step of the playbook, by column. */
async function stepRows(playbook: Playbook, here: Investigation, stepId: string) {
  const step = stepOf(playbook, stepId);
  if (!step) throw new Error(`${playbook.id} has no step ${stepId}.`);
  const rows = await rowsOf(requestFor({ ...here, stepId }, step));
  // On the page a listing has more columns behind its own.
  const columns = columnsOnPage(step.answer);
  return rows.map((row) => (column: string) => {
    const cell = row[columns.indexOf(column)] ?? null;
    return cell === null ? null : String(cell);
  });
}

const rowsOf = async (request: StepRequest | undefined): Promise<readonly Row[]> =>
  (await answerOf(request)).rows;

async function answerOf(request: StepRequest | undefined): Promise<Answered> {
  const [answer] = request ? await startSteps(place, [request]) : [];
  if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
  const state = await settled(place.engine, answer.runId);
  const rows: Row[] = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { columns: state.state === "done" ? state.columns : [], rows };
}

/** Who opened the session of a key, or created a key or user; empty for other entities. */
async function originOf(here: Investigation): Promise<Sentence> {
  const { session } = here.inputs;
  const from = { investigation: here, isFree: true, maxWindowDays: 400 };
  if (session === undefined) return (await findCreatorSentence(from, answerOf))?.sentence ?? [];
  const { chain } = await findChain(session, from, answerOf);
  return openerSentence({ ...chain, stepId: null, toMs: here.scope.toMs });
}

/** The names of a session; empty for other entities. */
async function namesOf(playbook: Playbook, here: Investigation): Promise<Sentence> {
  const stepId = "session-owner";
  if (stepOf(playbook, stepId) === null) return [];
  return namesSentence((await stepRows(playbook, here, stepId)).map(readActor), stepId);
}

type Window = { readonly from: string; readonly to: string };

/** The sentences on an incident's entity in its window, or in another one. */
async function sentencesOn(id: string, window?: Window, hasMade = false) {
  const incident = demoIncidents.find((each) => each.id === id);
  if (!incident) throw new Error(`There is no incident ${id}.`);
  return sentencesOf(incident.playbook, incident.inputs, window ?? incident.window, hasMade);
}

/** The sentences on an entity; what it left behind only where that is looked at. */
async function sentencesOf(
  playbookId: string,
  inputs: InputValues,
  { from, to }: Window,
  hasMade = false,
) {
  const playbook = findPlaybook(playbookId);
  const [step] = playbook?.steps ?? [];
  const subject = playbook && subjectOf(playbook);
  if (!playbook || !step || !subject) throw new Error(`There is no playbook ${playbookId}.`);
  const range = { fromMs: parseTime(from) ?? 0, toMs: parseTime(to) ?? 0 };
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
  const matches = await stepRows(playbook, here, RULE_MATCHES);
  const opened = await stepRows(playbook, here, SESSIONS_OPENED);
  const made = hasMade ? (await stepRows(playbook, here, LEFT_BEHIND)).map(readMade) : null;
  const found = { report, matches: matches.map(readMatch) };
  const further = {
    ...{ opened: opened.map(readOpened), made },
    ...{ until: "when the logs end", toMs: range.toMs },
  };
  const onLake = { investigation: here, isFree: true, maxWindowDays: 400 };
  const created = await findCreated(followed(further, found).things, onLake, answerOf);
  return answerSentences({
    subject,
    report,
    owners: null,
    origin: await originOf(here),
    names: await namesOf(playbook, here),
    matches: found.matches,
    ...furtherSentences(further, found, created),
  }).map(textOf);
}

it("the leaked key", async () => {
  expect(await sentencesOn("leaked-key")).toEqual([
    "312 events, the last on 19 Mar 2026 02:49, 275 denied.",
    "New addresses since 19 Mar 2026 02:11: 185.220.101.4 (197 events) and 89.38.97.12 (115).",
    "New operating system since then: Kali Linux (312 events).",
    "Succeeded for the first time: AttachUserPolicy, CreateAccessKey and CreateUser.",
    "Denied: StopLogging (2), GetSecretValue (15), GetPasswordData (8), AuthorizeSecurityGroupIngress (4) and 10 other sensitive calls (49).",
    "On the watchlist: “The user agent names an attack tool” (312 events, 275 denied), “An administrator policy was written or attached” (5 events, 4 denied), “An access key was created for another user” (1 event) and 8 more rules.",
    "Unusual volume: 312 events in the hour from 19 Mar 2026 02:00.",
    "Burst of denied calls not used before: 36 different calls, 19 Mar 2026 02:11 to 02:21.",
    "Burst of calls not used before: 41 different calls, 19 Mar 2026 02:11 to 02:21.",
    "Also new: 8 services, 2 regions and 47 calls.",
    "Every attempt to change logging was denied.",
  ]);
});

it("the leaked key over all logs, which have no days before", async () => {
  const month = { from: "2026-03-01T00:00:00Z", to: "2026-03-31T00:00:00Z" };
  // Ordinary events, of which tests make fewer, take part in the others.
  expect((await sentencesOn("leaked-key", month)).slice(1, 3)).toEqual([
    "New addresses since 19 Mar 2026 02:11, 16 days after the first event: 185.220.101.4 (197 events) and 89.38.97.12 (115).",
    "New operating system since then: Kali Linux (312 events).",
  ]);
});

it("what the leaked key left behind, and what was done with the key that it created", async () => {
  const month = { from: "2026-03-01T00:00:00Z", to: "2026-03-31T00:00:00Z" };
  // What the summary shows without a click, but for its first sentence.
  expect((await sentencesOn("leaked-key", month, true)).slice(1, 7)).toEqual([
    "New addresses since 19 Mar 2026 02:11, 16 days after the first event: 185.220.101.4 (197 events) and 89.38.97.12 (115).",
    "New operating system since then: Kali Linux (312 events).",
    "Succeeded for the first time: AttachUserPolicy, CreateAccessKey and CreateUser.",
    "With the key that it created, AKIA3TQ5EXAMPLEK9M2V of user/svc-backup2: 23 events, the last on 19 Mar 2026 03:02, none denied; GetSecretValue (5), AuthorizeSecurityGroupIngress, CreateKeyPair and GetAccountAuthorizationDetails succeeded.",
    "Left behind: user svc-backup2 (19 Mar 2026 02:44), attached policy AdministratorAccess (02:44), access key AKIA3TQ5EXAMPLEK9M2V of user/svc-backup2 (02:45) and 1 instance made earlier, 2 Mar; still there when the logs end.",
    "Denied: StopLogging (2), GetSecretValue (15), GetPasswordData (8), AuthorizeSecurityGroupIngress (4) and 10 other sensitive calls (49).",
  ]);
});

it("the key that the intruder created, with the same counts on its own page", async () => {
  const since = { from: "2026-03-19T02:45:09Z", to: "2026-03-31T00:00:00Z" };
  const created = { accessKeyId: BACKDOOR_KEY };
  const sentences = await sentencesOf("access-key-exposure", created, since);
  expect(sentences[0]).toBe("23 events, the last on 19 Mar 2026 03:02, none denied.");
  expect(sentences[1]).toBe(
    "Created by ci-deploy with CreateAccessKey on 19 Mar 2026 02:45, from 89.38.97.12.",
  );
  expect(sentences).toContain(
    "Succeeded: GetSecretValue (5), AuthorizeSecurityGroupIngress, CreateKeyPair and GetAccountAuthorizationDetails.",
  );
});

it("the user that the intruder created, also where the time range starts after that", async () => {
  const later = { from: "2026-03-19T02:50:00Z", to: "2026-03-31T00:00:00Z" };
  expect((await sentencesOf("user", { userName: "svc-backup2" }, later))[1]).toBe(
    "Created by ci-deploy with CreateUser on 19 Mar 2026 02:44, from 89.38.97.12.",
  );
});

it("the instance whose role is used from outside", async () => {
  expect(await sentencesOn("stolen-instance-role")).toEqual([
    "170 events, the last on 12 Mar 2026 21:58, 144 denied.",
    "New address since 12 Mar 2026 21:40: 198.51.100.77 (170 events).",
    "New tools since then: Boto3 (120 events) and python-requests (50).",
    "New operating system since 12 Mar 2026 21:45: Kali Linux (120 events).",
    "Used from outside the instance: 198.51.100.77.",
    "Denied: GetSecretValue (12), ModifySnapshotAttribute (4), CreateUser (3), CreateAccessKey (2) and 2 other sensitive calls (8).",
    "On the watchlist: “The user agent names an attack tool” (120 events, 103 denied), “A large or accelerated instance was requested” (5 events, all denied), “A user was created” (3 events, all denied) and 1 more rule.",
    "Unusual volume: 170 events in the hour from 12 Mar 2026 21:00.",
    "Burst of denied calls not used before: 18 different calls, 12 Mar 2026 21:40 to 21:45.",
    "Burst of calls not used before: 21 different calls, 12 Mar 2026 21:40 to 21:45.",
    "Also new: 6 services and 21 calls.",
    "No new region. No call changed logging in this time range.",
  ]);
});

const CHAIN_DAY = { from: "2026-03-23T00:00:00Z", to: "2026-03-24T00:00:00Z" };

it("the session whose one call opens a session in another account, from Kali", async () => {
  expect(await sentencesOf("session", { session: OPS_SESSION }, CHAIN_DAY)).toEqual([
    "1 event, the last on 23 Mar 2026 19:01, none denied.",
    "Opened by j.weber (AKIA3TQ5EXAMPLEJW7LT) with AssumeRole on 23 Mar 2026 18:59, from 192.0.2.146.",
    "Attack tool or system used: Kali Linux (1 event).",
    "Opened a session as role/dev-admin in account 444455556666 (another account).",
    "On the watchlist: “The user agent names an attack tool” (1 event).",
    "No burst of new calls. No burst of denied calls. No call changed logging in this time range. Calls of the sessions that it opened are not counted here.",
  ]);
});

it("the user's key at the start of the chain, which opened a session without MFA", async () => {
  const sentences = await sentencesOf("access-key-exposure", { accessKeyId: USER_KEY }, CHAIN_DAY);
  expect(sentences).toContain(
    "Opened a session as role/ops-jump in account 111122223333, without MFA.",
  );
});

it("the same session by its id, which the called account's log has too", async () => {
  const sentences = await sentencesOf("session", { session: JUMP_SESSION.principalId }, CHAIN_DAY);
  expect(sentences).toContain(
    "One session with several names: ops-jump/jw-laptop, and account:111122223333/AROA3TQ5EXAMPLEOPSJMP:jw-laptop in the logs of accounts that it called.",
  );
});

it("the session that turns logging off", async () => {
  expect(await sentencesOf("session", { session: DEV_SESSION }, CHAIN_DAY)).toEqual([
    "22 events, the last on 23 Mar 2026 19:30, none denied.",
    "Opened by ops-jump/jw-laptop (ASIA3TQ5EXAMPLEJMP41) with AssumeRole on 23 Mar 2026 19:01, from 192.0.2.146; the chain starts with j.weber (AKIA3TQ5EXAMPLEJW7LT).",
    "Attack tool or system used: Kali Linux (22 events).",
    "Changed logging: DeleteLogGroup (2), DeleteTrail, PutEventSelectors, StopLogging, UpdateTrail, DeleteDeliveryChannel, StopConfigurationRecorder, DeleteFlowLogs, PutRetentionPolicy and PutBucketLogging.",
    "Changed detection or alarms: DeleteAnalyzer, DeleteDetector, DisableMacie, DisableAlarmActions and DisableSecurityHub.",
    "Succeeded: PutBucketLifecycle.",
    "On the watchlist: “The user agent names an attack tool” (22 events), “CloudTrail was stopped, deleted or narrowed” (4 events), “Stored logs were deleted or their delivery was changed” (3 events) and 4 more rules.",
  ]);
});

if (corporaMissing !== null) it.skip(`real logs: ${corporaMissing}`, () => undefined);

describe.skipIf(corporaMissing !== null)("in the logs of an attack", () => {
  const lake = newFolder();
  let before: Backend;
  beforeAll(async () => {
    before = place;
    const imported = await importLogs({ from: corpusLogs("invictus"), lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    place = await backendOf(lake);
  });
  afterAll(() => {
    place.close();
    place = before;
    rmSync(lake, { recursive: true, force: true });
  });

  it("the key that made and removed users, of which one signed in, and keys, which were not used", async () => {
    const month = { from: "2023-07-01T00:00:00Z", to: "2023-07-31T00:00:00Z" };
    const inputs = { accessKeyId: "AKIATFQR7NSC8Q4X20BJ" };
    const sentences = await sentencesOf("access-key-exposure", inputs, month, true);
    // The files of the logs have one event of the first user, and none of the keys.
    expect([sentences[3], ...sentences.slice(7, 9)]).toEqual([
      "As the user that it created, stratus-red-team-nmfalu-gfjyeaypjt: 1 event, the last on 10 Jul 2023 12:23, none denied; ConsoleLogin succeeded.",
      "Created but not used in this time range: access key AKIATFQR7NSCQLA2F4OD of user/malicious-iam-user, access key AKIATFQR7NSC3ZO6PKAZ of user/stratus-red-team-backdoor-u-user and user stratus-red-team-login-profile-user.",
      "Not counted here: calls of 13 other roles that it created.",
    ]);
    expect(sentences[4]).toBe("Nothing left behind: all 69 things that it created were removed.");
  });
});
