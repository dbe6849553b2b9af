/** The Athena test server's catalogue: the metadata of tables, and the same rows for each layout. */
import {
  GetTableMetadataCommand,
  ListDatabasesCommand,
  ListTableMetadataCommand,
  type TableMetadata,
} from "@aws-sdk/client-athena";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import {
  HARNESS_ACCOUNTS,
  HARNESS_EVENTS,
  HARNESS_REGIONS,
  harnessClients,
  harnessLake,
  refusalOf,
} from "@/e2e/athena-server/harness";
import { compile } from "@/queries/compile";
import { findStep } from "@/queries/index";
import { type Layout, layouts } from "@/queries/layouts";
import { bind } from "@/queries/playbook";

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;
const place = { CatalogName: "AwsDataCatalog", DatabaseName: "security" };

beforeAll(async () => {
  server = await startAthenaServer({ lake: await harnessLake(), queueDelayMs: 0, queryDelayMs: 0 });
  clients = harnessClients(server.url);
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

const tableOf = async (TableName: string): Promise<TableMetadata | undefined> =>
  (await clients.athena.send(new GetTableMetadataCommand({ ...place, TableName }))).TableMetadata;

const names = (columns: TableMetadata["Columns"]) => columns?.map(({ Name }) => Name);

describe("the catalogue", () => {
  it("has the databases and, page by page, the tables", async () => {
    const { DatabaseList } = await clients.athena.send(
      new ListDatabasesCommand({ CatalogName: "AwsDataCatalog" }),
    );
    expect(DatabaseList?.map(({ Name }) => Name)).toEqual(["default", "security"]);
    const found: (string | undefined)[] = [];
    for (let NextToken: string | undefined; ; ) {
      const page = await clients.athena.send(
        new ListTableMetadataCommand({ ...place, MaxResults: 3, NextToken }),
      );
      found.push(...(page.TableMetadataList ?? []).map(({ Name }) => Name));
      NextToken = page.NextToken;
      if (NextToken === undefined) break;
    }
    expect(found).toEqual([
      "cloudtrail_bootstrap",
      "cloudtrail_flat",
      "cloudtrail_hive_org",
      "cloudtrail_injected",
      "cloudtrail_partitioner",
      "cloudtrail_partitioner_111122223333",
      "cloudtrail_partitioner_444455556666",
      "cloudtrail_projection",
      "cloudtrail_projection_org",
    ]);
    const some = await clients.athena.send(
      new ListTableMetadataCommand({ ...place, Expression: "cloudtrail_p.*_org" }),
    );
    expect(some.TableMetadataList).toHaveLength(1);
  });

  it.each([
    ["cloudtrail_partitioner_111122223333", ["region", "year", "month", "day"]],
    ["cloudtrail_partitioner", []],
    ["cloudtrail_projection", ["timestamp"]],
    ["cloudtrail_projection_org", ["account", "region", "timestamp"]],
    ["cloudtrail_hive_org", ["account", "region", "year", "month", "day"]],
    ["cloudtrail_bootstrap", ["date_partition", "region_partition", "account_partition"]],
    ["cloudtrail_flat", []],
  ])("has the partition keys of %s", async (name, keys) => {
    const table = await tableOf(name);
    expect(names(table?.PartitionKeys)).toEqual(keys);
    const isView = name === "cloudtrail_partitioner";
    expect(table?.TableType).toBe(isView ? "VIRTUAL_VIEW" : "EXTERNAL_TABLE");
    expect(table?.Parameters?.presto_view).toBe(isView ? "true" : undefined);
  });

  it("shows how a projected table finds its files", async () => {
    const table = await tableOf("cloudtrail_projection_org");
    expect(table?.Parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.account.type": "enum",
      "projection.account.values": HARNESS_ACCOUNTS.join(","),
      "projection.region.values": HARNESS_REGIONS.join(","),
      "projection.timestamp.type": "date",
      "projection.timestamp.format": "yyyy/MM/dd",
      "storage.location.template": expect.stringMatching(
        /^s3:.*\/\$\{account\}\/CloudTrail\/\$\{region\}\/\$\{timestamp\}$/,
      ),
    });
    const hive = await tableOf("cloudtrail_hive_org");
    expect(hive?.Parameters?.["projection.enabled"]).toBeUndefined();
  });

  it("lacks the newer fields in the partitioner's tables, also to a query", async () => {
    const old = await tableOf("cloudtrail_partitioner_111122223333");
    const now = await tableOf("cloudtrail_hive_org");
    expect(names(now?.Columns)).toContain("tlsdetails");
    expect(names(old?.Columns)).not.toContain("tlsdetails");
    const identity = (table: typeof old) =>
      table?.Columns?.find(({ Name }) => Name === "useridentity")?.Type;
    expect(identity(now)).toContain("onbehalfof:struct<userid:string");
    expect(identity(old)).not.toContain("onbehalfof");
    const id = await clients.start(
      "select useridentity.onbehalfof.userid from cloudtrail_partitioner",
    );
    expect((await clients.ended(id)).Status?.StateChangeReason).toMatch(
      /^COLUMN_NOT_FOUND: .*'onbehalfof'/,
    );
  });

  it.each([
    [{ ...place, TableName: "nope" }, "MetadataException"],
    [{ ...place, DatabaseName: "nope", TableName: "t" }, "MetadataException"],
    [{ ...place, CatalogName: "nope", TableName: "t" }, "InvalidRequestException"],
  ])("refuses %j", async (request, name) => {
    const refusal = await refusalOf(clients.athena.send(new GetTableMetadataCommand(request)));
    expect(refusal).toMatchObject({ name });
  });
});

describe("every layout", () => {
  const step = findStep("access-key-exposure/source-ips");
  const scope = {
    accounts: [HARNESS_ACCOUNTS[0]],
    regions: ["us-east-1"],
    fromMs: Date.UTC(2026, 2, 2),
    toMs: Date.UTC(2026, 2, 2, 20),
  };

  it.each(Object.values<Layout>(layouts))(
    "$name is pruned by what compile() writes",
    async (layout) => {
      if (!step) throw new Error("no such step");
      const table = `cloudtrail_${layout.name.replace("-", "_")}`;
      const source = { table, layout, deliveryLagMs: 3_600_000, mayHoldDuplicates: true };
      const query = { ...bind(step.step, { accessKeyId: "AKIAIOSFODNN7EXAMPLE" }), limit: null };
      const compiled = compile(query, scope, source);
      if ("refused" in compiled) throw new Error(compiled.refused);
      const ended = await clients.ended(await clients.start(compiled.sql));
      expect(ended.Status).toMatchObject({ State: "SUCCEEDED" });
      const [record] = server.control.executions();
      expect(server.control.unpruned()).toEqual([]);
      expect(record?.partitionConditions[0]).toMatch(/2026/);
      const placed = layout.columns.filter(
        ({ means }) => means === "account" || means === "region",
      );
      // A table without an account column has one account and region, by its location.
      const isOnePlace = layout.tablePerAccount || placed.length !== 1;
      const places = isOnePlace ? 1 : 2;
      expect(record?.selectedPartitions).toBe(places);
    },
  );

  it.each([
    ["cloudtrail_hive_org", true, 12],
    ["cloudtrail_partitioner", true, 12],
    ["cloudtrail_bootstrap", true, 12],
    // The folder of an account, and that of one of its two regions.
    ["cloudtrail_flat", false, 6],
    ["cloudtrail_projection", true, 3],
  ])(
    "%s contains the files at its location, and a query without conditions is noticed",
    async (table, isFound, partitions) => {
      const id = await clients.start(`select count(*) as n from ${table}`);
      await clients.ended(id);
      const events = (HARNESS_EVENTS / 12) * partitions;
      expect((await clients.page(id)).rows[1]).toEqual([String(events)]);
      expect(server.control.unpruned().map((record) => record.id)).toEqual(isFound ? [id] : []);
      expect(server.control.executions()).toMatchObject([{ selectedPartitions: partitions }]);
    },
  );

  it("counts every read of a table, and follows conditions through common tables", async () => {
    const day = (d: string) => `year = '2026' and month = '03' and day = '${d}'`;
    const id = await clients.start(
      `with one as (select * from cloudtrail_hive_org as t where t.${day("01").replaceAll("and ", "and t.")})
       select count(*) as n from one
       union all select count(*) from cloudtrail_hive_org where ${day("02")}
       union all select count(*) from cloudtrail_hive_org where ${day("02")} and region = 'us-east-1'`,
    );
    await clients.ended(id);
    expect((await clients.page(id)).rows.slice(1)).toEqual([["2400"], ["2400"], ["1200"]]);
    expect(server.control.unpruned()).toEqual([]);
    expect(server.control.executions()).toMatchObject([{ selectedPartitions: 8 }]);
  });

  it("has the hidden column $path, but not in *", async () => {
    const [hidden, all] = await Promise.all([
      clients.start(`select "$path" from cloudtrail_flat order by 1 limit 1`),
      clients.start("select * from cloudtrail_flat order by eventid limit 1"),
    ]);
    await Promise.all([clients.ended(hidden), clients.ended(all)]);
    expect((await clients.page(hidden)).rows[1]?.[0]).toMatch(/\.json\.gz$/);
    const columns = (await clients.page(all)).rows[0];
    expect(columns).toContain("eventid");
    expect(columns).not.toContain("$path");
    expect(columns).not.toContain("sourcefile");
  });
});
