/** The signals of the demo's incidents as a page gets them: the same on both engines, for two scans. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { BASELINE, PROFILE, signalRequests } from "@/components/workbench/signal-requests";
import { requestFor } from "@/components/workbench/step-requests";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { copyOfSmallLake } from "@/e2e/lake";
import type { StepRequest } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { INSTANCE_ATTACK_IP } from "@/lib/demo/incident-instance";
import { KEY_ATTACK_IPS } from "@/lib/demo/incident-key";
import { demoIncidents } from "@/lib/demo/incidents";
import { baselineRange } from "@/lib/investigation/baseline-range";
import { startAt } from "@/lib/investigation/investigation";
import { newFolder } from "@/lib/lake/lake.fixture";
import { readLake } from "@/lib/lake/store/catalogue";
import type { LakePartition } from "@/lib/lake/types";
import { doneAnswer } from "@/lib/runs/done-answer.fixture";
import { estimateStep } from "@/lib/runs/estimate-step";
import { readRequest } from "@/lib/runs/request";
import { startSteps } from "@/lib/runs/runs";
import { findPlaybook } from "@/queries/index";
import { DAY_MS, HOUR_MS, parseTime, type Scope } from "@/queries/scope";
import { entityKind } from "@/queries/signals/about";
import { profiledEntity } from "@/queries/signals/entity";
import { findSignals } from "@/queries/signals/find-signals";
import { readProfile } from "@/queries/signals/read-profile";
import type { SignalReport } from "@/queries/signals/signal-types";

let lake: string;
let server: AthenaServer;
let partitions: readonly LakePartition[];
let place: Backend;

beforeAll(async () => {
  lake = await copyOfSmallLake();
  const read = await readLake(lake);
  if (!read.ok) throw new Error(read.failure.message);
  partitions = read.value.partitions;
  server = await startAthenaServer({ lake, rates: false, queueDelayMs: 0, queryDelayMs: 1 });
});
afterAll(() => server.close());
afterEach(() => place.close());

const engines = {
  lake: async () => {
    const config = readConfig({ TRAILBOOK_DATA: lake });
    const opened = config.ok ? await openDuckDbBackend(config.value) : config;
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  },
  athena: async () => {
    await server.control.reset();
    return backendAt(server.url, newFolder(), { TRAILBOOK_PATH_RANGES: "off" });
  },
};

/** The step of an incident that a person sees first, and what the page asks for its signals. */
function pageOf(id: string, runsBaseline: boolean) {
  const incident = demoIncidents.find((each) => each.id === id);
  const playbook = findPlaybook(incident?.playbook ?? "");
  const [step] = playbook?.steps ?? [];
  if (!incident || !playbook || !step) throw new Error(`There is no incident ${id}.`);
  const { from, to } = incident.window;
  const scope = {
    accounts: [],
    regions: [],
    fromMs: parseTime(from) ?? 0,
    toMs: parseTime(to) ?? 0,
  };
  const { inputs } = incident;
  const here = startAt({ playbookId: playbook.id, stepId: step.id, scope, inputs, filters: [] });
  const options = { maxWindowDays: 400, isFree: false, runsBaseline };
  const requests = signalRequests(playbook, here, options);
  const of = (id: string): StepRequest => {
    const found = requests.find((each) => each.id === id);
    if (!found) throw new Error(`The page does not ask for ${id}.`);
    return found.request;
  };
  const entity = profiledEntity(playbook, step, inputs) ?? [];
  const before = baselineRange(scope, {}, 400);
  if (!before) throw new Error("There is no baseline.");
  const window = { fromMs: scope.fromMs, toMs: scope.toMs };
  const about = { ...entityKind(entity), ...window };
  return {
    step: requestFor(here, step),
    profile: of(PROFILE),
    baseline: of(BASELINE),
    scope,
    before,
    about,
  };
}

async function ask(request: StepRequest) {
  const [answer] = await startSteps(place, [request]);
  return doneAnswer(place, answer);
}

/** What the page shows of an incident, after its step. */
async function reportOf(id: string) {
  const { step, profile, baseline, before, about } = pageOf(id, true);
  await ask(step);
  const range = await ask(profile);
  expect(range.state).toMatchObject({ scannedBytes: 0, fromSlice: true });
  const earlier = await ask(baseline);
  const missingDays = earlier.estimate.reads?.daysWithoutData ?? [];
  return findSignals(
    readProfile(range.rows).profile,
    { ...readProfile(earlier.rows), ...before, missingDays },
    about,
  );
}

const marked = ({ signals }: SignalReport, feature: string) =>
  signals.flatMap((each) => (each.kind === "new" && each.feature === feature ? each.value : []));

/** The partitions whose day a range touches, with the hour that a delivery may take. */
function touched({ fromMs, toMs }: Pick<Scope, "fromMs" | "toMs">): readonly LakePartition[] {
  return partitions.filter(({ year, month, day }) => {
    const startMs = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
    return startMs < toMs + HOUR_MS && startMs + DAY_MS > fromMs;
  });
}

const bytesOf = (some: readonly LakePartition[]): number =>
  some.reduce((sum, { bytes }) => sum + bytes, 0);

it("the leaked key is marked for what it never did", async () => {
  place = await engines.lake();
  const report = await reportOf("leaked-key");
  expect(report.history).toBe("compared");
  expect([...marked(report, "address")].sort()).toEqual([...KEY_ATTACK_IPS].sort());
  // The key's owner uses the same tool, on another system.
  expect(marked(report, "agent")).toEqual([]);
  expect(marked(report, "system")).toEqual(["Kali Linux"]);
  expect(marked(report, "service")).toContain("secretsmanager.amazonaws.com");
  expect(report.signals.map(({ kind }) => kind)).toContain("denied-burst");
  // The demo begins on 1 March, and the baseline in February.
  expect(report.missingDays[0]?.slice(0, 7)).toBe("2026-02");
});

it("an instance's credentials are seen outside of it", async () => {
  place = await engines.lake();
  const report = await reportOf("stolen-instance-role");
  const outside = report.signals.filter(({ kind }) => kind === "instance-outside");
  expect(outside.map(({ value }) => value)).toEqual([INSTANCE_ATTACK_IP]);
});

describe("on Athena", () => {
  it("the report is the same, from two scans that share the border day at most", async () => {
    place = await engines.lake();
    const embedded = await reportOf("leaked-key");
    await place.close();
    place = await engines.athena();
    expect(await reportOf("leaked-key")).toEqual(embedded);
    const scans = server.control.executions().map(({ selectedBytes }) => selectedBytes);
    expect(scans).toHaveLength(2);
    const { scope, before } = pageOf("leaked-key", true);
    const least = bytesOf(touched({ fromMs: before.fromMs, toMs: scope.toMs }));
    const border = bytesOf(touched({ fromMs: scope.fromMs, toMs: scope.fromMs }));
    const total = scans.reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBeGreaterThanOrEqual(least);
    expect(total).toBeLessThanOrEqual(least + border);
  });

  it("the baseline waits for a click, and costs what its estimate says", async () => {
    place = await engines.athena();
    const { step, baseline } = pageOf("leaked-key", false);
    await ask(step);
    expect(await startSteps(place, [baseline])).toEqual([{ kind: "would-scan" }]);
    const read = readRequest(baseline);
    // On a busy machine the sizes are known after the patience of one request.
    const cost = await vi.waitUntil(
      async () => {
        const asked = read.ok ? await estimateStep(place, read.value) : read;
        return asked.ok && asked.value.kind === "scan" && asked.value.estimate.reads;
      },
      { timeout: 240_000 },
    );
    const ran = await ask({ ...baseline, mode: "open", confirmed: true });
    expect(cost.bytes).toBe(ran.state.scannedBytes);
  });
});
