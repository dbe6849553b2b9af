/** Logs of GovCloud and of China: imported, answered and recognised like those of other regions. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recognise } from "@/components/shell/recognise";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { layouts } from "@/queries/layouts";
import { logFolderOf } from "@/queries/log-folders";
import { runCommand } from "./run-command.fixture";

const ACCOUNT = "111122223333";
const DAY = { fromMs: Date.UTC(2025, 5, 1), toMs: Date.UTC(2025, 5, 2) };
const scope = { ...DAY, accounts: [], regions: [] };
const SCOPE = ["--from", "2025-06-01T00:00:00Z", "--to", "2025-06-02T00:00:00Z"];

const PARTITIONS = [
  { partition: "aws-us-gov", region: "us-gov-west-1" },
  { partition: "aws-cn", region: "cn-north-1" },
] as const;

/** A session of a role, a user, and an instance, each with a call on something. */
function recordsOf(partition: string, region: string, first: number) {
  const arn = (service: string, rest: string) => `arn:${partition}:${service}::${ACCOUNT}:${rest}`;
  const session = (id: string, role: string, name: string) => ({
    type: "AssumedRole",
    principalId: `${id}:${name}`,
    arn: arn("sts", `assumed-role/${role}/${name}`),
    accountId: ACCOUNT,
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    sessionContext: {
      attributes: { creationDate: "2025-06-01T09:00:00Z", mfaAuthenticated: "false" },
      sessionIssuer: { type: "Role", arn: arn("iam", `role/team/${role}`), userName: role },
    },
  });
  const user = { type: "IAMUser", arn: arn("iam", "user/ops/alice"), userName: "alice" };
  const more = { awsRegion: region };
  return [
    event(first, {
      ...more,
      userIdentity: session("AROAEXAMPLEIDAAAAAAAA", "Admin", "bob"),
      eventName: "GetObject",
      requestParameters: { bucketName: "evidence", key: "a.csv" },
      resources: [{ type: "AWS::S3::Object", ARN: `arn:${partition}:s3:::evidence/a.csv` }],
    }),
    event(first + 1, {
      ...more,
      userIdentity: user,
      eventSource: "iam.amazonaws.com",
      eventName: "AttachRolePolicy",
      readOnly: false,
      requestParameters: {
        roleName: "Admin",
        policyArn: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
      },
    }),
    event(first + 2, {
      ...more,
      userIdentity: session("AROAEXAMPLEIDBBBBBBBB", "web", "i-0123456789abcdef0"),
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      requestParameters: {
        secretId: `arn:${partition}:secretsmanager:${region}:${ACCOUNT}:secret:prod/db-AbCdEf`,
      },
    }),
  ];
}

describe("logs of GovCloud and of China", () => {
  const [logs, lake] = [newFolder(), newFolder()];
  beforeAll(async () => {
    for (const [index, { partition, region }] of PARTITIONS.entries()) {
      const folder = `AWSLogs/${ACCOUNT}/CloudTrail/${region}/2025/06/01`;
      const name = `${ACCOUNT}_CloudTrail_${region}_20250601T1005Z_abc.json.gz`;
      put(logs, `${folder}/${name}`, log(...recordsOf(partition, region, index * 10)));
    }
    expect(await imported(logs, lake)).toMatchObject({ events: 6, skipped: [], warnings: [] });
    process.env.TRAILBOOK_DATA = lake;
    Reflect.deleteProperty(globalThis, "trailbookBackend");
  });
  afterAll(() => {
    for (const folder of [logs, lake]) rmSync(folder, { recursive: true, force: true });
  });

  const answer = async (...words: readonly string[]) => {
    const { result, written } = await runCommand([...words, ...SCOPE, "--format", "json"]);
    if (!result.ok) throw new Error(result.failure.message);
    const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(written);
    return rows;
  };

  it.each(PARTITIONS)("$partition: are filed by region, with actor and resource", async (of) => {
    const columns = "eventname,actor,resource,awsregion";
    const rows = await answer(
      "general-purpose/search",
      "--region",
      of.region,
      "--columns",
      columns,
    );
    expect(rows).toEqual([
      {
        eventname: "GetObject",
        actor: "Admin/bob",
        resource: "s3://evidence/a.csv",
        awsregion: of.region,
      },
      {
        eventname: "AttachRolePolicy",
        actor: "alice",
        resource: "role/Admin",
        awsregion: of.region,
      },
      {
        eventname: "GetSecretValue",
        actor: "web/i-0123456789abcdef0",
        resource: "secret/prod/db-AbCdEf",
        awsregion: of.region,
      },
    ]);
  });

  it.each(PARTITIONS)("$partition: pasted ARNs lead to rows", async ({ partition, region }) => {
    const starts = [
      [`arn:${partition}:iam::${ACCOUNT}:role/team/Admin`, "Role"],
      [`arn:${partition}:sts::${ACCOUNT}:assumed-role/Admin/bob`, "Session"],
      [`arn:${partition}:iam::${ACCOUNT}:user/ops/alice`, "User"],
      [`arn:${partition}:ec2:${region}:${ACCOUNT}:instance/i-0123456789abcdef0`, "Instance"],
      [`arn:${partition}:s3:::evidence`, "Bucket"],
      [`arn:${partition}:s3:::evidence/a.csv`, "Resource"],
    ] as const;
    for (const [arn, as] of starts) {
      const { destinations, problem } = recognise(arn, scope);
      expect(problem).toBeNull();
      const found = destinations.find((each) => each.as === as);
      if (!found) throw new Error(`${arn} is not recognised as ${as}.`);
      const { playbookId, stepId, inputs, filters } = found.place;
      const set = Object.entries(inputs).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
      expect(filters).toEqual([]);
      const rows = await answer(`${playbookId}/${stepId}`, "--region", region, ...set);
      expect(rows.length, arn).toBeGreaterThan(0);
    }
  });

  it.each([...PARTITIONS.map(({ region }) => region), "eusc-de-east-1"])(
    "%s is recognised as a region",
    (region) => {
      expect(recognise(region, scope).destinations[0]?.as).toBe("Region");
    },
  );

  it.each(PARTITIONS)("$partition: a table's location names account and region", ({ region }) => {
    const base = "s3://gov-logs/AWSLogs/";
    const location = `${base}${ACCOUNT}/CloudTrail/${region}`;
    expect(logFolderOf({ location }, layouts["hive-org"])).toEqual({
      base,
      account: ACCOUNT,
      region,
    });
  });
});
