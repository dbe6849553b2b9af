/** What the user agents of attack tools, and of systems made for attacks, contain; in small letters. */
export const ATTACK_TOOLS = [
  "kali",
  "parrot",
  "pentoo",
  "trufflehog",
  "pacu",
  "cloudfox",
  "scoutsuite",
  "prowler",
  "s3 browser",
] as const;

/** Whether a tool or an operating system, as a user agent names it, is one of these. */
export function isAttackTool(name: string): boolean {
  const text = name.toLowerCase();
  return ATTACK_TOOLS.some((each) => text.includes(each));
}
