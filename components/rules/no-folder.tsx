/** How to name a folder of rules, where none is configured. */
import { StateCard } from "@/components/ui/state-card";

/** Shown while `TRAILBOOK_RULES` is not set. */
export function NoFolder() {
  return (
    <StateCard title="No folder of rules">
      <p>
        Trailbook reads Sigma rules for AWS CloudTrail from a folder that you name, and finds their
        hits in your logs in one scan. It has no Sigma rules built in.
      </p>
      <pre className="overflow-auto rounded-lg border border-line bg-bg px-3 py-2 font-mono text-[12px]">
        <code>TRAILBOOK_RULES=path/to/rules npm start</code>
      </pre>
      <p>Public rules are in the folder rules/cloud/aws/cloudtrail of SigmaHQ’s repository.</p>
    </StateCard>
  );
}
