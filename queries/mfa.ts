/** What a record says of MFA. */

export type Mfa = "used" | "not used" | "not recorded";

/** The caller, as far as it is known. */
type Caller = { readonly type?: string | null; readonly arn?: string | null };

const OWN_TYPES: readonly string[] = ["IAMUser", "Root"];
const OWN_ARN = /^arn:[^:]*:iam::\d*:(?:user\/|root$)/;

/**
 * AWS writes “no” for the session of every role and federated user, however its sign-in elsewhere was
 * protected; only for users and root it says that none was used (AWS documentation, userIdentity
 * element: `mfaAuthenticated`, and console sign-in events: `MFAUsed`).
 * @param said a field of the record: `true`, `false`, `Yes` or `No`
 * @returns null where the field is absent
 */
export function mfaOf(said: string | null, { type, arn }: Caller): Mfa | null {
  if (said === null) return null;
  if (/^(?:yes|true)$/i.test(said)) return "used";
  return OWN_TYPES.includes(type ?? "") || OWN_ARN.test(arn ?? "") ? "not used" : "not recorded";
}
