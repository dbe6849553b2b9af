/** What goes wrong with a call to Athena or S3: what to do about it, and one sentence for a person. */

/**
 * `throttled`: call less often. `full`: no free slot for another query. `unreachable`: it is not
 * known whether the call had its effect. `signed-out`: the credentials do not serve, for now.
 * `refused`: the answer is no, and stays no.
 */
export type TroubleKind = "throttled" | "full" | "unreachable" | "signed-out" | "refused";

/** Credentials are renewed in the background, so a call that they did not serve is tried again. */
const TRIES_SIGNED_OUT = 3;

/** Whether the same call would be answered the same way, after it was `signedOut` so many times. */
export const isAnswered = ({ kind }: Trouble, signedOut: number): boolean =>
  kind === "refused" || (kind === "signed-out" && signedOut >= TRIES_SIGNED_OUT);

export type Trouble = {
  readonly kind: TroubleKind;
  readonly message: string;
  /** A missing permission: another way to the same data may be open. */
  readonly isDenied: boolean;
};

/** What a sentence may name. */
export type CallContext = {
  /** The IAM action that the call needs, `athena:StartQueryExecution`. */
  readonly action: string;
  readonly region: string;
  readonly workgroup: string;
};

type Told = {
  readonly name: string;
  readonly text: string;
  /** `AthenaErrorCode`, such as `MALFORMED_QUERY`. */
  readonly code: string;
  readonly status: number | null;
};

type Case = {
  readonly when: (told: Told) => boolean;
  readonly kind: TroubleKind;
  readonly isDenied?: true;
  readonly say: (told: Told, context: CallContext) => string;
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

/** The action that a refusal names, or the one that the call needs. */
const actionIn = (text: string, fallback: string): string =>
  /perform:?\s+([a-z0-9-]+:[A-Za-z*]+)/.exec(text)?.[1] ?? fallback;

const named = (pattern: RegExp) => (told: Told) => pattern.test(told.name);
const says = (pattern: RegExp) => (told: Told) => pattern.test(told.text);
const coded = (code: string) => (told: Told) => told.code === code;

const unreached: Case["say"] = (_, { region }) =>
  `AWS in ${region} cannot be reached: check the network, AWS_REGION and AWS_ENDPOINT_URL_ATHENA, then try again.`;

/** The first case that holds is told. Names and texts of Athena: AWS SDK 3.1164 and measured answers. */
const CASES: readonly Case[] = [
  {
    when: named(/^CredentialsProviderError$/),
    kind: "signed-out",
    say: () =>
      "This server has no AWS credentials: sign in with the AWS command line or give the server a role, then try again.",
  },
  {
    when: (told) => /Expired/.test(told.name) || /token.*\bexpired\b/i.test(told.text),
    kind: "signed-out",
    say: () =>
      "The AWS credentials of this server have expired: sign in again or renew its role, then try again.",
  },
  {
    when: named(
      /^(UnrecognizedClient|InvalidSignature|InvalidClientTokenId|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|InvalidAccessKeyId|AuthFailure)/,
    ),
    kind: "signed-out",
    say: (told) =>
      `AWS does not accept the credentials of this server (${quoted(told.text)}): check the access key and the machine's clock.`,
  },
  {
    when: says(/lake formation/i),
    kind: "refused",
    isDenied: true,
    say: () =>
      "Lake Formation does not let this server read the table: an administrator has to grant it SELECT there, and lakeformation:GetDataAccess in its IAM policy.",
  },
  {
    when: (told) =>
      /^AccessDenied|^Forbidden$|^UnauthorizedOperation$/.test(told.name) ||
      /not authorized to perform|access denied|insufficient permissions/i.test(told.text),
    kind: "refused",
    isDenied: true,
    say: ({ text }, { action }) => {
      const missing = actionIn(text, action);
      return missing.startsWith("s3:") || /s3:\/\//.test(text)
        ? `This server has no access to the bucket of the query results: an administrator has to allow it ${missing.startsWith("s3:") ? missing : "s3:GetObject and s3:PutObject"} there.`
        : `This server lacks the permission ${missing}: an administrator has to add it to its IAM policy.`;
    },
  },
  {
    when: (told) =>
      /^(Throttling|RequestLimitExceeded|SlowDown|RequestThrottled)/.test(told.name) ||
      /rate exceeded|please reduce your request rate/i.test(told.text),
    kind: "throttled",
    say: () =>
      "This AWS account makes more calls to Athena than Amazon allows it: wait a minute, then try again.",
  },
  {
    when: named(/^TooManyRequests/),
    kind: "full",
    say: () =>
      "This AWS account runs as many Athena queries as it may: wait until one of them ends, then try again.",
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
      "Athena knows this run under other SQL, which is a fault of Trailbook: ask the step anew with another window.",
  },
  {
    when: (told) =>
      told.code === "MALFORMED_QUERY" || /mismatched input|extraneous input/.test(told.text),
    kind: "refused",
    say: ({ text }) =>
      `Athena cannot read the query, which is a fault of its step: ${quoted(text)}.`,
  },
  {
    when: (told) =>
      /queryexecution .*was not found|could not find results/i.test(told.text) ||
      /^(NoSuchKey|NotFound)$/.test(told.name),
    kind: "refused",
    say: () =>
      "Athena no longer holds this result, or its file was deleted from the result bucket: run the step again.",
  },
  {
    when: (told) => /^(NoSuchBucket)$/.test(told.name) || /bucket does not exist/i.test(told.text),
    kind: "refused",
    say: (_, { workgroup }) =>
      `The bucket for query results of workgroup “${workgroup}” does not exist: an administrator has to create it or name another.`,
  },
  {
    when: (told) => /^InvalidObjectState$/.test(told.name),
    kind: "refused",
    say: () =>
      "The file of this result was moved to an archive storage class: restore it, or run the step again.",
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
  {
    when: (told) => /ENOTFOUND|EAI_AGAIN|UnknownEndpoint/.test(`${told.name} ${told.text}`),
    kind: "unreachable",
    say: (_, { region }) =>
      `There is no way to AWS in ${region}: check AWS_REGION, AWS_ENDPOINT_URL_ATHENA and the network's name service.`,
  },
  {
    // An answer that broke off: the call had its effect, or not.
    when: (told) =>
      told.name === "SyntaxError" || /deserialization error|not valid JSON/i.test(told.text),
    kind: "unreachable",
    say: (_, { region }) =>
      `An answer of AWS in ${region} broke off: check the network, then try again.`,
  },
  {
    // The SDK calls a connection that broke a TimeoutError too.
    when: says(/ECONN(RESET|REFUSED|ABORTED)|EPIPE|socket hang up/),
    kind: "unreachable",
    say: unreached,
  },
  {
    when: (told) => /Timeout|TimedOut|ETIMEDOUT/.test(`${told.name} ${told.text}`),
    kind: "unreachable",
    say: (_, { region }) => `AWS in ${region} did not answer in time: try again in a minute.`,
  },
  {
    when: (told) =>
      told.status === null &&
      /ECONN|EPIPE|socket|network|aborted|fetch failed|EHOST|ENETUNREACH|TLS|certificate/i.test(
        `${told.name} ${told.text}`,
      ),
    kind: "unreachable",
    say: unreached,
  },
  {
    when: (told) =>
      (told.status ?? 0) >= 500 || /^(InternalServer|ServiceUnavailable)/.test(told.name),
    kind: "unreachable",
    say: (_, { region }) =>
      `AWS has a fault of its own in ${region}: try again in a minute, and look at its status page if it lasts.`,
  },
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

function told(error: unknown): Told {
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

/** Reads what a call threw. An answer that nobody foresaw is a refusal, with AWS's own words. */
export function troubleOf(error: unknown, context: CallContext): Trouble {
  const facts = told(error);
  const found = CASES.find(({ when }) => when(facts));
  if (!found) {
    const message = `AWS refused ${context.action}: ${quoted(facts.text) || facts.name}.`;
    return { kind: "refused", message, isDenied: false };
  }
  const { kind, say, isDenied = false } = found;
  return { kind, message: say(facts, context), isDenied };
}
