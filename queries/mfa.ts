/** What a record says of MFA. */

export type Mfa = "used" | "not used" | "not recorded";

/**
 * AWS writes “no” for the session of every role and federated user, however its sign-in elsewhere was
 * protected; only for users and root it says that none was used (AWS documentation, userIdentity
 * element: `mfaAuthenticated`, and console sign-in events: `MFAUsed`).
 * @param said a field of the record: `true`, `false`, `Yes` or `No`
 * @param caller the type or the ARN of the caller
 */
export function mfaOf(said: string, caller: string): Mfa {
  if (/^(yes|true)$/i.test(said)) return "used";
  return /^(IAMUser$|Root$|arn:[^:]*:iam:)/.test(caller) ? "not used" : "not recorded";
}
