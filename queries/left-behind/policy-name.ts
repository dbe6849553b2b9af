/** The name in a managed policy's ARN, of a thing left behind: `AdministratorAccess`. */
const POLICY = /^(?:policy )?arn:[^:\s]*:iam::[^:\s]*:policy\/(?:\S*\/)?(\S+)$/;

/** The policy's name without its ARN; null where the detail names no managed policy. */
export function policyName(detail: string): string | null {
  return POLICY.exec(detail)?.[1] ?? null;
}
