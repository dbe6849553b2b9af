/**
 * How a call ended: success, denied or error. One definition, as SQL and for a record, so that
 * filters, counts, charts, tables, the record and exports agree.
 */
import { literal } from "./literal";

export type Outcome = "success" | "denied" | "error";

export const OUTCOMES = ["success", "denied", "error"] as const satisfies readonly Outcome[];

/**
 * Error codes that mean: permission denied. The two patterns are those of the CIS benchmark
 * (metric filter for unauthorized API calls); `=` alone would miss every refusal by EC2.
 */
export const DENIED_CODES = {
  startsWith: "AccessDenied",
  endsWith: "UnauthorizedOperation",
  others: [
    "Client.UnauthorizedAccess",
    "VpceAccessDenied",
    "AuthorizationError",
    "AuthorizationErrorException",
    "UnauthorizedException",
    "NotAuthorizedException",
    "ForbiddenException",
    "KMSAccessDeniedException",
    "AuthFailure",
    "Client.AuthFailure",
  ],
} as const;

/**
 * Sign-ins fail without an error code: ConsoleLogin, SwitchRole, CredentialVerification and
 * similar events say it in an error message, or by `"Failure"` in their response or service details (AWS
 * documentation, sign-in events and IAM Identity Center sign-in events).
 */
const SIGN_IN_SERVICE = "signin.amazonaws.com";
const FAILED = '"Failure"';

/** The columns of a CloudTrail table that decide the outcome. */
export const OUTCOME_COLUMNS = [
  "errorcode",
  "errormessage",
  "eventsource",
  "responseelements",
  "serviceeventdetails",
] as const;

const { startsWith, endsWith, others } = DENIED_CODES;

/** The outcome as an expression over the documented table. */
export const OUTCOME_SQL = [
  `case when errorcode like ${literal(`${startsWith}%`)} or errorcode like ${literal(`%${endsWith}`)}`,
  `or errorcode in (${others.map(literal).join(", ")}) then 'denied'`,
  "when errorcode <> '' then 'error'",
  `when eventsource = ${literal(SIGN_IN_SERVICE)} and (errormessage <> ''`,
  `or responseelements like ${literal(`%${FAILED}%`)} or serviceeventdetails like ${literal(`%${FAILED}%`)}) then 'error'`,
  "else 'success' end",
].join(" ");

/** Whether an error code means that permission was denied. */
const isDenied = (code: string): boolean =>
  code.startsWith(startsWith) || code.endsWith(endsWith) || others.some((each) => each === code);

/** Whether a value is an outcome's name. */
export function isOutcome(value: unknown): value is Outcome {
  return OUTCOMES.some((outcome) => outcome === value);
}

/** The outcome for an error code; without a code, no failure is known. */
export function outcomeOfCode(code: string | number | null): Outcome {
  if (code === null || code === "") return "success";
  return isDenied(String(code)) ? "denied" : "error";
}

/** What decides the outcome of one event; its JSON fields as text. Null where the event lacks the field. */
export type OutcomeFacts = Readonly<Record<(typeof OUTCOME_COLUMNS)[number], string | null>>;

/** The outcome of an event. */
export function outcomeOf(facts: OutcomeFacts): Outcome {
  const { errorcode, errormessage, eventsource, responseelements, serviceeventdetails } = facts;
  if (errorcode) return outcomeOfCode(errorcode);
  const hasFailed =
    Boolean(errormessage) ||
    responseelements?.includes(FAILED) ||
    serviceeventdetails?.includes(FAILED);
  return eventsource === SIGN_IN_SERVICE && hasFailed ? "error" : "success";
}
