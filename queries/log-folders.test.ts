import { describe, expect, it } from "vitest";
import { type Layout, layouts } from "./layouts";
import { logFolderOf } from "./log-folders";

const projected = (template: string, layout: Layout) =>
  logFolderOf({ "projection.enabled": "true", "storage.location.template": template }, layout);
const located = (location: string, layout: Layout = layouts["hive-org"]) =>
  logFolderOf({ location }, layout);

const base = "s3://acme-logs/AWSLogs/o-a1b2c3d4e5/";

describe("the folder of a projected table", () => {
  it.each([
    ["projection-org", `${base}\${account}/CloudTrail/\${region}/\${timestamp}`, { base }],
    [
      "bootstrap",
      `${base}\${account_partition}/CloudTrail/\${region_partition}/\${date_partition}/`,
      { base },
    ],
    ["hive-org", `${base}\${account}/CloudTrail/\${region}/\${year}/\${month}/\${day}`, { base }],
    [
      "projection",
      `s3://acme-logs/AWSLogs/111122223333/CloudTrail/us-east-1/\${timestamp}`,
      { base: "s3://acme-logs/AWSLogs/", account: "111122223333", region: "us-east-1" },
    ],
    [
      "projection-org",
      `s3://logs/\${account}/CloudTrail/\${region}/\${timestamp}`,
      { base: "s3://logs/" },
    ],
  ] as const)("of %s, %s", (name, template, folder) => {
    expect(projected(template, layouts[name])).toEqual({ ...folder, isProjected: true });
  });

  it.each([
    ["its day is not last", `${base}\${timestamp}/\${account}/CloudTrail/\${region}`],
    ["a folder is between", `${base}\${account}/CloudTrail/\${region}/new/\${timestamp}`],
    [
      "the folder is another log's",
      `${base}\${account}/CloudTrail-Insight/\${region}/\${timestamp}`,
    ],
    ["a variable is unknown", `${base}\${account}/CloudTrail/\${region}/\${other}`],
    [
      "the path would be escaped",
      `s3://logs/all logs/\${account}/CloudTrail/\${region}/\${timestamp}`,
    ],
    ["the scheme is another", `s3a://logs/\${account}/CloudTrail/\${region}/\${timestamp}`],
  ])("is none where %s", (_, template) => {
    expect(projected(template, layouts["projection-org"])).toBeNull();
  });

  it("is none where the day is not written as in CloudTrail's folders", () => {
    const columns = layouts["projection-org"].columns.map((column) =>
      column.means === "date" ? { ...column, format: "yyyy-MM-dd" } : column,
    );
    const template = `${base}\${account}/CloudTrail/\${region}/\${timestamp}`;
    expect(projected(template, { name: "x", title: "x", columns })).toBeNull();
  });

  it("is the location without a template, where its logs are, although Athena does not look there", () => {
    const parameters = { "projection.enabled": "true", location: base };
    expect(logFolderOf(parameters, layouts["projection-org"])).toEqual({ base });
  });
});

describe("the folder of a table with added partitions", () => {
  it.each([
    [base, { base }],
    ["s3://acme-logs/AWSLogs", { base: "s3://acme-logs/AWSLogs/" }],
    ["s3://acme-logs", { base: "s3://acme-logs/" }],
    [
      "s3://acme-logs/AWSLogs/111122223333//CloudTrail/",
      { base: "s3://acme-logs/AWSLogs/", account: "111122223333" },
    ],
    [
      "s3://acme-logs/AWSLogs/111122223333/CloudTrail/eu-west-1",
      { base: "s3://acme-logs/AWSLogs/", account: "111122223333", region: "eu-west-1" },
    ],
  ])("comes from its location, %s", (location, folder) => {
    expect(located(location)).toEqual(folder);
  });

  it("is none without a location, or with one that is not an S3 folder", () => {
    expect(logFolderOf({}, layouts["hive-org"])).toBeNull();
    expect(located("hdfs://logs/AWSLogs/")).toBeNull();
    expect(located("s3://acme-logs/it's here/")).toBeNull();
  });
});
