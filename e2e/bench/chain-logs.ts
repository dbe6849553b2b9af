/** A lake with a chain of sessions among a million events: each key opens three, and the first of them goes on. */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_HOPS } from "@/components/chain/follow-chain";
import { runScript } from "./child";
import { demoLake, HOME, sizeName } from "./data";

const ACCOUNT = "111122223333";
const SESSIONS_EACH = 3;
/** In the demo's month, an hour before the end of a day. */
const STARTED_MS = Date.UTC(2026, 2, 20, 22);
const MINUTE_MS = 60_000;

/** The key of a session: the first of each hop is the one that goes on. */
const keyOf = (hop: number, at = 0): string =>
  `${hop === 0 ? "AKIA" : "ASIA"}${`CHAIN${hop}${at}`.padEnd(16, "X")}`;

/** The first key, and the last session. */
export const CHAIN_ENDS = { first: keyOf(0), last: keyOf(MOST_HOPS) };

function recordOf(hop: number, at: number): object {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/hop-${hop}`;
  return {
    eventVersion: "1.09",
    eventTime: new Date(STARTED_MS + (hop * SESSIONS_EACH + at) * MINUTE_MS)
      .toISOString()
      .replace(".000", ""),
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    awsRegion: "us-east-1",
    sourceIPAddress: "192.0.2.146",
    userAgent: "Boto3/1.34.131",
    userIdentity: {
      type: hop === 0 ? "IAMUser" : "AssumedRole",
      principalId: `AIDACHAIN${hop}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/hop-${hop - 1}/chain`,
      accountId: ACCOUNT,
      accessKeyId: keyOf(hop),
    },
    requestParameters: { roleArn, roleSessionName: "chain" },
    responseElements: { credentials: { accessKeyId: keyOf(hop + 1, at) } },
    eventID: `00000000-0000-4000-8000-00000000${hop}${at}00`,
    eventType: "AwsApiCall",
    recipientAccountId: ACCOUNT,
    readOnly: true,
  };
}

/** The text of a log file with the chain. */
export const CHAIN_LOG = JSON.stringify({
  Records: Array.from({ length: MOST_HOPS }, (_, hop) =>
    Array.from({ length: SESSIONS_EACH }, (_each, at) => recordOf(hop, at)),
  ).flat(),
});

/** The lake of the demo account with the chain in it. */
export async function chainLake(events: number): Promise<string> {
  const from = await demoLake(events);
  const dir = join(HOME, `chain-${sizeName(events)}`);
  const lake = join(dir, "lake");
  rmSync(dir, { recursive: true, force: true });
  const logs = join(dir, "logs");
  mkdirSync(logs, { recursive: true });
  cpSync(from, lake, { recursive: true });
  writeFileSync(join(logs, "chain.json"), CHAIN_LOG);
  await runScript("lib/cli/trailbook.ts", ["import", logs, "--json"], { TRAILBOOK_DATA: lake });
  if (!existsSync(lake)) throw new Error("The lake of the chain was not written.");
  return lake;
}
