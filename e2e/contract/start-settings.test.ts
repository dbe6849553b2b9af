/** `npm start` on Athena with something set wrongly: one sentence that names it, and no server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { athenaEnvironment } from "@/e2e/athena-environment";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { harnessLake } from "@/e2e/athena-server/harness";
import { startProblem } from "@/lib/cli/start-problem";
import { newFolder } from "@/lib/lake/lake.fixture";

const START = fileURLToPath(new URL("../../bin/start.cjs", import.meta.url));
/** Nothing listens there: the port is one that no program may take without being root. */
const NO_SERVER = "http://127.0.0.1:9";

let athena: AthenaServer;
beforeAll(async () => {
  athena = await startAthenaServer({
    lake: await harnessLake(),
    workGroups: {
      resting: { enabled: false },
      homeless: { outputLocation: null },
    },
  });
});
afterAll(() => athena.close());

type Change = Readonly<Record<string, string>>;
const environment = (change: Change) => ({
  ...athenaEnvironment(athena.url, newFolder()),
  // The machine's own credentials must not reach this test.
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_DEFAULT_REGION: "",
  ...change,
});

async function problemOf(change: Change): Promise<string | null> {
  for (const [name, value] of Object.entries(environment(change))) vi.stubEnv(name, value);
  try {
    return await startProblem(0);
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Each wrong setting, and its one sentence. */
const WRONG: readonly (readonly [what: string, change: Change, sentence: RegExp])[] = [
  [
    "no engine of this name",
    { TRAILBOOK_ENGINE: "presto" },
    /^TRAILBOOK_ENGINE must be duckdb or athena \(got “presto”\)/,
  ],
  ["no region", { AWS_REGION: "" }, /^Set AWS_REGION/],
  [
    "no such region",
    { AWS_REGION: "frankfurt" },
    /AWS_REGION must be a region .*\(got “frankfurt”\)/,
  ],
  ["no database", { ATHENA_DATABASE: "" }, /^Set ATHENA_DATABASE/],
  ["an unknown database", { ATHENA_DATABASE: "insecurity" }, /insecurity.*check ATHENA_DATABASE/],
  ["an unknown catalog", { ATHENA_CATALOG: "Others" }, /Others.*check ATHENA_CATALOG/],
  ["an unknown workgroup", { ATHENA_WORKGROUP: "missing" }, /“missing”.*check ATHENA_WORKGROUP/],
  [
    "a disabled workgroup",
    { ATHENA_WORKGROUP: "resting" },
    /“resting” is disabled.*ATHENA_WORKGROUP/,
  ],
  ["no place for results", { ATHENA_WORKGROUP: "homeless" }, /“homeless”.*ATHENA_OUTPUT_LOCATION/],
  ["an unknown table", { ATHENA_TABLE: "cloudtrial" }, /^ATHENA_TABLE=cloudtrial is not a usable/],
  ["no partitions", { ATHENA_TABLE: "cloudtrail_flat" }, /^ATHENA_TABLE=.*it is not partitioned/],
  [
    "no address",
    { AWS_ENDPOINT_URL_ATHENA: "athena" },
    /AWS_ENDPOINT_URL_ATHENA must be .*\(got “athena”\)/,
  ],
  [
    "no server there",
    { AWS_ENDPOINT_URL_ATHENA: NO_SERVER },
    /not be reached.*AWS_ENDPOINT_URL_ATHENA/,
  ],
  [
    "no credentials",
    { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
    /^This server has no AWS credentials: set AWS_PROFILE/,
  ],
  [
    "a table of another database",
    { ATHENA_TABLE: "Logs.CloudTrail_Hive_Org" },
    /another database than ATHENA_DATABASE=security/,
  ],
  [
    "one of the tables of a source",
    { ATHENA_TABLE: "cloudtrail_partitioner_111122223333" },
    /^ATHENA_TABLE=.* part of the source cloudtrail_partitioner, /,
  ],
];

for (const [what, change, sentence] of WRONG) {
  it(`a start is refused: ${what}`, async () => {
    const problem = await problemOf(change);
    expect(problem).toMatch(sentence);
    expect(problem).toMatch(/^[^\n]*[^.\n]\.$/);
  });
}

it("reports credentials that AWS refuses", async () => {
  athena.control.expireAccessKey(athenaEnvironment("", "").AWS_ACCESS_KEY_ID);
  expect(await problemOf({})).toMatch(/^The AWS credentials of this server have expired/);
  await athena.control.reset();
  athena.control.faults({ rate: 1, kinds: ["unknown-credentials"], seed: 1 });
  expect(await problemOf({})).toMatch(/^AWS does not accept the credentials of this server/);
  athena.control.faults({ rate: 1, kinds: ["access-denied"], seed: 1, ops: ["GetWorkGroup"] });
  expect(await problemOf({})).toMatch(/^This server lacks the permission athena:GetWorkGroup/);
  athena.control.faults(null);
});

it("npm start ends with that sentence and exit code 1, and serves nothing", async () => {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, ...environment({ ATHENA_WORKGROUP: "missing" }) },
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  expect(err.trim()).toMatch(/^Athena has no workgroup “missing”[^\n]*$/);
  expect({ out, code }).toEqual({ out: "", code: 1 });
});
