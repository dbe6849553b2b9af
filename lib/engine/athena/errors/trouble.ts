/** What went wrong with a call to Athena or S3: how to go on, and one sentence for a person. */

import {
  type CallContext,
  type Case,
  coded,
  type ErrorFacts,
  named,
  quoted,
  says,
  type TroubleKind,
} from "./error-facts";
import { entitySentence, outputBucketSentence } from "./settings-sentences";
import { ACCESS_CASES } from "./trouble-access";
import { NETWORK_CASES } from "./trouble-network";

/** Credentials are renewed in the background, so a call that AWS refused for them is tried again. */
const TRIES_SIGNED_OUT = 3;

/** Whether the same call would be answered the same way; `signedOut` counts its answers of that kind. */
export function isAnswered({ kind }: Trouble, signedOut: number): boolean {
  return kind === "refused" || (kind === "signed-out" && signedOut >= TRIES_SIGNED_OUT);
}

export type Trouble = {
  readonly kind: TroubleKind;
  readonly message: string;
  /** A missing permission: another way to the same data may be open. */
  readonly isDenied: boolean;
};

/** The first case that holds is reported. Names and texts of Athena: AWS SDK 3.1164 and measured answers. */
const CASES: readonly Case[] = [
  ...ACCESS_CASES,
  {
    when: (error) =>
      /^(Throttling|RequestLimitExceeded|SlowDown|RequestThrottled)/.test(error.name) ||
      /rate exceeded|please reduce your request rate/i.test(error.text),
    kind: "throttled",
    say: () => "AWS throttles the Athena calls of this account: wait a minute, then try again.",
  },
  {
    when: named(/^TooManyRequests/),
    kind: "full",
    say: () =>
      "This AWS account has reached its limit of concurrent Athena queries: wait until one ends, then try again.",
  },
  {
    when: says(/workgroup.*(is )?not found/i),
    kind: "refused",
    say: (_, { region, workgroup }) =>
      `Athena has no workgroup “${workgroup}” in ${region}: check ATHENA_WORKGROUP and AWS_REGION.`,
  },
  {
    when: says(/workgroup.*disabled/i),
    kind: "refused",
    say: (_, { workgroup }) =>
      `The Athena workgroup “${workgroup}” is disabled: have it enabled, or name another by ATHENA_WORKGROUP.`,
  },
  {
    when: says(/no output location|outputLocation is not a valid/i),
    kind: "refused",
    say: (_, { workgroup }) =>
      `The Athena workgroup “${workgroup}” has no usable place for results: give it an S3 location, or turn its managed query results on.`,
  },
  {
    when: coded("IDEMPOTENT_PARAMETER_MISMATCH"),
    kind: "refused",
    say: () =>
      "Athena has this run's token with other SQL, which is a bug in Trailbook: run the step again with another time range.",
  },
  {
    when: (error) =>
      error.code === "MALFORMED_QUERY" || /mismatched input|extraneous input/.test(error.text),
    kind: "refused",
    say: ({ text }) =>
      `Athena cannot read the query, which is a fault of its step: ${quoted(text)}.`,
  },
  {
    when: (error) =>
      /queryexecution .*was not found|could not find results/i.test(error.text) ||
      /^(NoSuchKey|NotFound)$/.test(error.name),
    kind: "refused",
    say: () =>
      "This result has expired in Athena, or its file was deleted from the result bucket: run the step again.",
  },
  {
    when: (error) =>
      /^(NoSuchBucket)$/.test(error.name) || /bucket does not exist/i.test(error.text),
    kind: "refused",
    say: (_, { workgroup }) =>
      `The bucket for query results of workgroup “${workgroup}” does not exist: an administrator has to create it or name another.`,
  },
  {
    when: says(/Unable to verify\/create output bucket/i),
    kind: "refused",
    say: ({ text }) => outputBucketSentence(text),
  },
  {
    when: says(/S3 location provided to save your query results is invalid/i),
    kind: "refused",
    say: (_, { region }) =>
      `The location for query results is not valid, or its bucket is in another region than ${region}: use a bucket in ${region} for the workgroup or ATHENA_OUTPUT_LOCATION.`,
  },
  {
    when: (error) => /EntityNotFoundException|Entity Not Found/.test(`${error.name} ${error.text}`),
    kind: "refused",
    say: ({ text }) => entitySentence(text),
  },
  {
    when: says(/catalog .*(not found|does not exist)/i),
    kind: "refused",
    say: ({ text }) =>
      `Athena does not find the catalog (${quoted(text)}): check ATHENA_CATALOG and AWS_REGION.`,
  },
  {
    when: says(/(database|schema) .*(not found|does not exist)/i),
    kind: "refused",
    say: ({ text }) =>
      `Athena does not find the database (${quoted(text)}): check ATHENA_DATABASE, ATHENA_CATALOG and AWS_REGION.`,
  },
  ...NETWORK_CASES,
];

/** What the SDK and Node put on their errors, each part absent at times. */
type AwsError = {
  readonly name: string;
  readonly message: string;
  readonly AthenaErrorCode?: unknown;
  readonly Message?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
};

function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: "", text: String(error), code: "", status: null };
  const more: AwsError = error;
  const text = more.message || (typeof more.Message === "string" ? more.Message : "");
  return {
    name: more.name,
    text: typeof more.code === "string" ? `${more.code} ${text}` : text,
    code: typeof more.AthenaErrorCode === "string" ? more.AthenaErrorCode : "",
    status: more.$metadata?.httpStatusCode ?? null,
  };
}

/** Whether AWS refused the credentials of a call, which others may be good for. */
export function isSignInRefused(error: unknown): boolean {
  const facts = factsOf(error);
  const found = CASES.find(({ when }) => when(facts));
  return found?.kind === "signed-out" && facts.name !== "CredentialsProviderError";
}

/** Reads what a call threw. An unexpected answer is a refusal, with AWS's own words. */
export function troubleOf(error: unknown, context: CallContext): Trouble {
  const facts = factsOf(error);
  const found = CASES.find(({ when }) => when(facts));
  if (!found) {
    const message = `AWS refused ${context.action}: ${quoted(facts.text) || facts.name}.`;
    return { kind: "refused", message, isDenied: false };
  }
  const { kind, say, isDenied = false } = found;
  return { kind, message: say(facts, context), isDenied };
}
