/** An error of AWS, the SDK or Node as the cases of trouble read it. */

/**
 * `throttled`: call less often. `full`: no free slot for another query. `unreachable`: it is not
 * known whether the call had its effect. `signed-out`: the credentials do not serve, for now.
 * `refused`: the answer is no, and stays no.
 */
export type TroubleKind = "throttled" | "full" | "unreachable" | "signed-out" | "refused";

/** What a sentence may name. */
export type CallContext = {
  /** The IAM action that the call needs, `athena:StartQueryExecution`. */
  readonly action: string;
  readonly region: string;
  readonly workgroup: string;
};

export type ErrorFacts = {
  readonly name: string;
  readonly text: string;
  /** `AthenaErrorCode`, such as `MALFORMED_QUERY`. */
  readonly code: string;
  readonly status: number | null;
};

export type Case = {
  readonly when: (error: ErrorFacts) => boolean;
  readonly kind: TroubleKind;
  readonly isDenied?: true;
  readonly say: (error: ErrorFacts, context: CallContext) => string;
};

const MAX_QUOTED = 400;

/** Text from outside as a part of one sentence: one line, nothing invisible, no full stop. */
export function quoted(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .replace(/[.\s]+$/, "");
  return line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED)}…` : line;
}

/** Tests on the name, the text and the code of an error. */
export function named(pattern: RegExp) {
  return (error: ErrorFacts) => pattern.test(error.name);
}
export function says(pattern: RegExp) {
  return (error: ErrorFacts) => pattern.test(error.text);
}
export function coded(code: string) {
  return (error: ErrorFacts) => error.code === code;
}
