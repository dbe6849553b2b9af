/** An expected failure: a code from a closed set, and one sentence for the user. */
export type Failure = { readonly code: FailureCode; readonly message: string };

/** The failures that Trailbook expects. Anything else is a bug and throws. */
export type FailureCode =
  | "bad-input"
  | "not-found"
  | "over-limit"
  | "no-logs"
  | "lake-busy"
  | "lake-missing"
  | "lake-damaged"
  | "lake-newer"
  | "not-writable"
  | "queue-full"
  | "engine-failed"
  | "cancelled"
  | "config";

/** The outcome of something that can fail for reasons that a user can fix. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Wraps a value as a success. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a code and a sentence as a failure. */
export function fail(code: FailureCode, message: string): Result<never> {
  return {
    ok: false,
    failure: { code, message },
  };
}
