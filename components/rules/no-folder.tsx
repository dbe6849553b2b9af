/** How to name a folder of rules, where none is configured. */
import { StateCard } from "@/components/ui/state-card";
import { LicenceNote } from "./licence-note";

const START = `git clone --depth 1 https://github.com/SigmaHQ/sigma
TRAILBOOK_RULES=$PWD/sigma/rules/cloud/aws/cloudtrail npm start`;

/** Shown while `TRAILBOOK_RULES` is not set. */
export function NoFolder() {
  return (
    <StateCard title="No Sigma rules yet">
      <p>
        Trailbook has no Sigma rules built in. Name a folder of rules for AWS CloudTrail in{" "}
        <code>TRAILBOOK_RULES</code>, and one scan finds the hits of all of them. To start with
        SigmaHQ’s public rules:
      </p>
      <pre className="overflow-auto rounded-lg border border-line bg-bg px-3 py-2 font-mono text-[12px]">
        <code>{START}</code>
      </pre>
      <p>
        The server reads the setting when it starts. It reads the files again when they change, so
        your own rules can go into the same folder. On Athena, the price is shown before a scan
        runs.
      </p>
      <LicenceNote />
    </StateCard>
  );
}
