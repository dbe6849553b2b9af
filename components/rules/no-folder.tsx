/** How to name a folder of rules, where none is configured. */
import { StateCard } from "@/components/ui/state-card";

const START = `git clone --depth 1 https://github.com/SigmaHQ/sigma
TRAILBOOK_RULES=$PWD/sigma/rules/cloud/aws/cloudtrail npm start`;

/** Shown while `TRAILBOOK_RULES` is not set. */
export function NoFolder() {
  return (
    <StateCard title="No folder of rules">
      <p>
        Trailbook reads Sigma rules for AWS CloudTrail from a folder that you name, and finds their
        hits in your logs in one scan. It has no Sigma rules built in.
      </p>
      <pre className="overflow-auto rounded-lg border border-line bg-bg px-3 py-2 font-mono text-[12px]">
        <code>{START}</code>
      </pre>
      <p>
        These are the public rules of SigmaHQ. The server reads the folder’s name when it starts,
        and its files again when they change. On Athena, the price of a scan is shown before it
        runs.
      </p>
    </StateCard>
  );
}
