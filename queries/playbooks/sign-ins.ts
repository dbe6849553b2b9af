/** What a listing of console sign-ins shows. */
import type { FieldName } from "../fields";
import { ONLY_FAILURES } from "../filters";
import type { QuickFilter } from "../playbook";

export const SIGN_IN_ROW = [
  "eventtime",
  "eventname",
  "username",
  "type",
  "sourceipaddress",
  "outcome",
  "errorcode",
  "mfaused",
  "credentialtype",
  "useragent",
  "arn",
  "eventid",
] as const satisfies readonly FieldName[];

export const signInFilters: readonly QuickFilter[] = [
  { label: "Failed", filter: ONLY_FAILURES },
  { label: "Without MFA", filter: { field: "mfaused", op: "is", value: "No" } },
];
