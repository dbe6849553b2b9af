/** The state of one server: its account, its files, its settings, and the control that tests use. */
import { openCallLog } from "./call-log";
import { recordOf } from "./execution";
import { openExecutions } from "./executions";
import { openFaults } from "./faults";
import { openLifecycle } from "./lifecycle";
import { openQueryEngine } from "./query-engine";
import { DOCUMENTED_RATES, openRateLimiter } from "./rate-limits";
import type { AthenaServerOptions, Control, Delays, Limits } from "./types";
import { openWorkGroups } from "./work-groups";

const DEFAULT_CONCURRENT = 20;
const DEFAULT_SLOTS = 2;

const delaysOf = (options: AthenaServerOptions): Delays => ({
  queueMs: options.queueDelayMs ?? 20,
  queryMs: options.queryDelayMs ?? 60,
  stopMs: options.stopDelayMs ?? 20,
  listMs: 0,
});

const limitsOf = ({ rates, concurrentDml }: AthenaServerOptions): Limits => ({
  rates: rates === false ? null : (rates ?? DOCUMENTED_RATES),
  concurrentDml: concurrentDml === undefined ? DEFAULT_CONCURRENT : concurrentDml,
});

/** Opens the state of a server that writes results to this folder. */
export async function openState(options: AthenaServerOptions, resultsDir: string) {
  let delays = delaysOf(options);
  let limits = limitsOf(options);
  const { lake, engineSlots = DEFAULT_SLOTS, bytesFactor = 1, tableParameters = {} } = options;
  const engine = await openQueryEngine(lake, engineSlots, bytesFactor, tableParameters);
  const faults = openFaults();
  const limiter = openRateLimiter();
  const calls = openCallLog();
  const workGroups = openWorkGroups(options.workGroups);
  const expiredKeys = new Set<string>();
  const lifecycle = openLifecycle({ engine, faults, delays: () => delays, resultsDir });
  const executions = openExecutions(lifecycle);
  const buckets = options.buckets ?? ["athena-results"];
  const control: Control = {
    executions: () => executions.all().map(recordOf),
    unpruned: () =>
      executions
        .all()
        .filter(({ scan }) => scan.isUnpruned)
        .map(recordOf),
    calls: calls.summary,
    faults: faults.set,
    injected: faults.injected,
    limits: (change) => {
      limits = { ...limits, ...change };
      limiter.reset();
    },
    delays: (change) => {
      delays = { ...delays, ...change };
    },
    workGroup: workGroups.set,
    storage: engine.store,
    expireAccessKey: (accessKeyId) => {
      expiredKeys.add(accessKeyId);
    },
    reset: async () => {
      faults.set(null);
      await executions.reset();
      calls.reset();
      limiter.reset();
      expiredKeys.clear();
    },
  };
  const account = { executions, workGroups, engine, limits: () => limits, buckets };
  return {
    engine,
    calls,
    control,
    /** What answers a call to Athena. */
    gate: { account, faults, limiter, expiredKeys },
    /** What answers a call to S3. */
    store: {
      buckets,
      executions: executions.all,
      logs: engine.objects,
      requesterPays: options.requesterPays === true,
      listMs: () => delays.listMs,
      faults,
      expiredKeys,
    },
    close: async () => {
      await executions.reset();
      engine.close();
    },
  };
}

export type State = Awaited<ReturnType<typeof openState>>;
