/** Denied calls: which permission is missing, and which policy has to change. */

/** Policies beside IAM's own that deny: permissions in an IAM policy do not help against them. */
const POLICIES: readonly (readonly [text: RegExp, policy: string, owner: string])[] = [
  [
    /service control polic/i,
    "a service control policy of the organization",
    "an administrator of AWS Organizations",
  ],
  [
    /resource control polic/i,
    "a resource control policy of the organization",
    "an administrator of AWS Organizations",
  ],
  [/VPC endpoint polic/i, "the policy of the VPC endpoint", "a network administrator"],
  [/permissions boundar/i, "the permissions boundary of its role", "an administrator of IAM"],
  [
    /session polic/i,
    "the session policy of its credentials",
    "the owner of the role or the tool that issued these credentials",
  ],
];

/** The action that a denial names; null where it names none. */
export function actionIn(text: string): string | null {
  return /perform:?\s+([a-z0-9-]+:[A-Za-z*]+)/.exec(text)?.[1] ?? null;
}

/** The sentence for a denial that this server's own IAM policy cannot mend; null for others. */
export function denialSentence(text: string, action: string): string | null {
  if (action.startsWith("sts:Assume"))
    return `This server is not allowed to assume its role: the role's trust policy must name who assumes it, and that identity needs ${action}.`;
  const found = POLICIES.find(([pattern]) => pattern.test(text));
  if (!found) return null;
  const [, policy, owner] = found;
  return `The permission ${action} is denied by ${policy}, so that a change of this server's IAM policy does not help: ask ${owner}.`;
}

/** Athena reports an archived object as a denial: `InvalidObjectState`, status 403. */
export const ARCHIVED = /InvalidObjectState|not valid for the object's storage class/i;
