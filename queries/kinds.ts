/**
 * What a value is. A kind decides how an input is checked, how a cell is shown, and which
 * steps a click on it can lead to.
 */
import { isIpv6 } from "./addresses";
import { literalProblem } from "./literal";

export type Kind =
  | "accessKeyId"
  | "principalId"
  | "arn"
  | "roleArn"
  | "userName"
  | "role"
  | "session"
  | "instanceId"
  | "sourceIp"
  | "userAgent"
  | "eventName"
  | "eventSource"
  | "errorCode"
  | "outcome"
  | "region"
  | "account"
  | "eventId"
  | "bucket"
  | "actor"
  | "resource"
  | "identityType"
  | "flag"
  | "time"
  | "json"
  | "text"
  | "count";

/** A checked input, or the reason to show next to its field. */
export type InputCheck =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: string };

type KindRule = {
  readonly label: string;
  readonly example: string;
  readonly problem: (value: string) => string | null;
};

const anyText = (): null => null;

const matches = (pattern: RegExp, reason: string) => (value: string) =>
  pattern.test(value) ? null : reason;

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** For a call by an AWS service, CloudTrail records the service's name instead of an address. */
const SERVICE_NAME = /^(?:AWS Internal|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|aws))$/i;

function sourceIpProblem(value: string): string | null {
  const octets = IPV4.exec(value);
  if (octets) {
    return octets.slice(1).every((octet) => Number(octet) <= 255)
      ? null
      : "Each number of an IPv4 address is at most 255.";
  }
  if (isIpv6(value) || SERVICE_NAME.test(value)) return null;
  if (value.includes("/")) return "For a network, use the search box at the top of the page.";
  return "An address is IPv4 (203.0.113.7), IPv6 (2001:db8::7) or a calling service (ec2.amazonaws.com, AWS Internal).";
}

function accessKeyProblem(value: string): string | null {
  if (!/^(?:AKIA|ASIA)/.test(value))
    return "An access key starts with AKIA (long-term) or ASIA (temporary).";
  if (value.length !== 20) return `An access key has 20 characters; this has ${value.length}.`;
  return /^[A-Z0-9]{20}$/.test(value) ? null : "An access key has only capital letters and digits.";
}

const arnProblem = matches(
  /^arn:[a-z0-9-]+:[a-z0-9-]*:/i,
  "An ARN starts with arn:partition:service:.",
);

const RULES: Record<Kind, KindRule> = {
  accessKeyId: { label: "access key", example: "AKIAIOSFODNN7EXAMPLE", problem: accessKeyProblem },
  principalId: { label: "principal id", example: "AROAEXAMPLEID:session-name", problem: anyText },
  arn: { label: "ARN", example: "arn:aws:iam::111122223333:user/alice", problem: arnProblem },
  roleArn: {
    label: "role ARN",
    example: "arn:aws:iam::111122223333:role/admin",
    problem: arnProblem,
  },
  userName: { label: "user name", example: "alice", problem: anyText },
  role: { label: "role", example: "Admin", problem: anyText },
  session: { label: "session", example: "AROAEXAMPLEID:alice", problem: anyText },
  instanceId: {
    label: "instance id",
    example: "i-0123456789abcdef0",
    problem: matches(
      /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
      "An instance id is i- and 8 or 17 hexadecimal digits (i-0123456789abcdef0).",
    ),
  },
  sourceIp: { label: "source address", example: "203.0.113.7", problem: sourceIpProblem },
  userAgent: { label: "user agent", example: "aws-cli/2.15.0", problem: anyText },
  eventName: { label: "API call", example: "CreateUser", problem: anyText },
  eventSource: { label: "service", example: "iam.amazonaws.com", problem: anyText },
  errorCode: { label: "error code", example: "AccessDenied", problem: anyText },
  outcome: {
    label: "outcome",
    example: "denied",
    problem: matches(/^(?:success|denied|error)$/, "An outcome is success, denied or error."),
  },
  region: { label: "region", example: "us-east-1", problem: anyText },
  account: {
    label: "account",
    example: "111122223333",
    problem: matches(/^\d{12}$/, "An account id has 12 digits."),
  },
  eventId: { label: "event id", example: "6f0c…", problem: anyText },
  bucket: { label: "bucket", example: "my-bucket", problem: anyText },
  actor: { label: "actor", example: "Admin/alice", problem: anyText },
  resource: { label: "resource", example: "s3://my-bucket/report.csv", problem: anyText },
  identityType: { label: "identity type", example: "IAMUser", problem: anyText },
  flag: { label: "flag", example: "true", problem: anyText },
  time: { label: "time", example: "2026-01-01T00:00:00Z", problem: anyText },
  json: { label: "JSON text", example: "", problem: anyText },
  text: { label: "text", example: "", problem: anyText },
  count: { label: "count", example: "1", problem: anyText },
};

/** CloudTrail's longest text is far below this; a longer one is more likely a pasted file. */
const MAX_INPUT_LENGTH = 32_768;

/** The name of a kind in a sentence. */
export function kindLabel(kind: Kind): string {
  return RULES[kind].label;
}

/** An example value, for placeholders and messages. */
export function kindExample(kind: Kind): string {
  return RULES[kind].example;
}

/**
 * Checks what a person typed for a kind. Kinds of fixed shape are trimmed, since a pasted key
 * often brings a space; free text is kept as it is.
 */
export function checkInput(kind: Kind, text: string): InputCheck {
  const rule = RULES[kind];
  const value = rule.problem === anyText ? text : text.trim();
  if (value === "") return { ok: false, reason: `Enter the ${rule.label}.` };
  if (value.length > MAX_INPUT_LENGTH)
    return { ok: false, reason: "This is too long for a log value." };
  const reason = literalProblem(value) ?? rule.problem(value);
  return reason ? { ok: false, reason } : { ok: true, value };
}
