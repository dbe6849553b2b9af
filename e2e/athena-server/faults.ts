/** Faults on demand, drawn from a seeded generator. */
import { Rng } from "@/lib/demo/rng";

/**
 * Faults of one request that pass. `before` and `after` are meant of the effect that the request
 * asks for. `batch-disorder` gives executions in another order and one twice; `stale-state` reports
 * ended ones as still running, as a late answer does.
 */
const PASSING_REQUEST_FAULTS = [
  "throttle",
  "too-many-queries",
  "server-error-before",
  "server-error-after",
  "reset-before",
  "reset-after",
  "truncated-answer",
  "delay",
  "duplicate-request",
  "expired-credentials",
  "batch-disorder",
  "stale-state",
  "s3-slow-down",
] as const;

/** All faults of one request. */
export const REQUEST_FAULTS = [
  ...PASSING_REQUEST_FAULTS,
  "access-denied",
  "unknown-credentials",
] as const;

/** Faults of one execution. */
export const EXECUTION_FAULTS = ["requeue", "fail"] as const;

export type RequestFault = (typeof REQUEST_FAULTS)[number];
export type ExecutionFault = (typeof EXECUTION_FAULTS)[number];
export type FaultKind = RequestFault | ExecutionFault;

/** All of these pass: a retry is answered as if there had been none. */
export const PASSING_FAULTS: readonly FaultKind[] = [...PASSING_REQUEST_FAULTS, "requeue"];

export type FaultSettings = {
  /** The part of requests, and of executions, that get a fault: 0 to 1. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
  readonly seed: number;
  /** Only these operations, S3's being those below and `S3.GetObject`, `S3.HeadObject` of results. By default all but listings. */
  readonly ops?: readonly string[];
  /** At most this many faults, then none. */
  readonly limit?: number;
  /** The longest delay; each is drawn up to it. */
  readonly delayMs?: number;
  /** What `fail` fails with; every documented type by default. */
  readonly errorTypes?: readonly number[];
};

export type InjectedFault = {
  readonly kind: FaultKind;
  readonly on: string;
  readonly atMs: number;
};

export type Faults = {
  readonly set: (settings: FaultSettings | null) => void;
  /** Draws a fault for a request of an operation, null for none. */
  readonly forRequest: (op: string) => RequestFault | null;
  readonly forExecution: (id: string) => ExecutionFault | null;
  readonly delayMs: () => number;
  readonly errorType: () => number;
  /** Puts a list in another order and says one of its entries twice. */
  readonly disorder: <T>(items: readonly T[]) => readonly T[];
  readonly injected: () => readonly InjectedFault[];
};

export const S3_LIST = "S3.ListObjectsV2";
/** GetObject of a log file. */
export const S3_LOG = "S3.GetObject log";

/** The operations of each kind of fault: the service cannot have it in others. */
const ONLY_ON: Partial<Record<RequestFault, readonly string[]>> = {
  "too-many-queries": ["StartQueryExecution", "GetQueryResults"],
  "batch-disorder": ["BatchGetQueryExecution"],
  "stale-state": ["BatchGetQueryExecution", "GetQueryExecution"],
  "s3-slow-down": ["S3.GetObject", "S3.HeadObject", S3_LIST, S3_LOG],
};
const NOT_ON_S3: readonly RequestFault[] = ["throttle", "too-many-queries", "unknown-credentials"];

const ERROR_TYPES = [
  0, 100, 200, 204, 206, 210, 238, 401, 1001, 1002, 1006, 1110, 1200, 1301, 1400, 1401, 1403, 1404,
  1500, 1501, 9999,
] as const;

const DEFAULT_DELAY_MS = 200;

/** Opens the fault switch, which is off. */
export function openFaults(): Faults {
  let settings: FaultSettings | null = null;
  let rng = new Rng(0, 0, 0);
  let injected: InjectedFault[] = [];

  const draw = <K extends FaultKind>(on: string, kinds: readonly K[]): K | null => {
    if (!settings || kinds.length === 0) return null;
    // Drawn before the limit is checked, so that a limit does not shift the later faults.
    const isDrawn = rng.chance(settings.rate);
    const kind = rng.pick(kinds);
    if (!isDrawn || injected.length >= (settings.limit ?? Number.POSITIVE_INFINITY)) return null;
    injected.push({ kind, on, atMs: Date.now() });
    return kind;
  };

  return {
    set: (wanted) => {
      settings = wanted;
      rng = new Rng(wanted?.seed ?? 0, 0, 0);
      injected = [];
    },
    forRequest: (op) => {
      if (!(settings?.ops?.includes(op) ?? op !== S3_LIST)) return null;
      const kinds = REQUEST_FAULTS.filter(
        (kind) =>
          settings?.kinds.includes(kind) &&
          (ONLY_ON[kind]?.includes(op) ?? true) &&
          !(op.startsWith("S3.") && NOT_ON_S3.includes(kind)) &&
          // Results are never refused: who may start a query may read what it gave.
          !(kind === "access-denied" && ["S3.GetObject", "S3.HeadObject"].includes(op)),
      );
      return draw(op, kinds);
    },
    forExecution: (id) =>
      draw(
        id,
        EXECUTION_FAULTS.filter((kind) => settings?.kinds.includes(kind)),
      ),
    delayMs: () => Math.ceil(rng.unit() * (settings?.delayMs ?? DEFAULT_DELAY_MS)),
    errorType: () => rng.pick(settings?.errorTypes ?? ERROR_TYPES),
    disorder: (items) => {
      const left = [...items];
      const shuffled = items.flatMap(() => left.splice(rng.int(Math.max(left.length, 1)), 1));
      const [first] = shuffled;
      return first === undefined ? [] : [...shuffled, first];
    },
    injected: () => [...injected],
  };
}
