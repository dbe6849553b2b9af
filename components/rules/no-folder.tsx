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
        Trailbook has no Sigma rules built in. Set <code>TRAILBOOK_RULES</code> to a folder of Sigma
        rules for CloudTrail. One scan then checks them all. To use SigmaHQ’s public rules, stop the
        server (Ctrl-C), then start it again in Trailbook’s folder with the same settings:
      </p>
      <pre className="whitespace-pre-wrap [overflow-wrap:anywhere] rounded-lg border border-line bg-bg px-3 py-2 font-mono text-[12px]">
        <code>{START}</code>
      </pre>
      <p>
        Restart the server after changing the setting. Changed rule files are picked up without a
        restart. On Athena, the price is shown before a scan runs.
      </p>
      <LicenceNote />
    </StateCard>
  );
}
