/** A Sigma rule as a folder has it. */
import { readSigmaRule, type SigmaRule } from "@/queries/sigma/sigma-rule";

export function ruleOf(number: number, level = "high"): SigmaRule {
  const read = readSigmaRule({
    title: `Rule ${number}`,
    id: `00000000-0000-0000-0000-00000000000${number}`,
    author: "Ann Author",
    license: "DRL 1.1",
    level,
    logsource: { product: "aws", service: "cloudtrail" },
    detection: { a: { eventName: "CreateUser" }, condition: "a" },
  });
  if ("refused" in read) throw new Error(read.refused);
  return read;
}
