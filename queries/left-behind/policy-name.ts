/** A managed policy of a thing left behind, by its name: `AdministratorAccess`. Other details are left as they are. */
export function policyName(detail: string): string {
  return detail.replace(/^policy arn:\S*\//, "");
}
