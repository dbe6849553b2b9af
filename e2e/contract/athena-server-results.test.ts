/** The Athena test server's results, page by page and as a file. Through the real SDK. */
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { harnessClients, harnessLake, refusalOf } from "@/e2e/athena-server/harness";

const DAY = "year = '2026' and month = '03' and day = '02'";
const COUNT = `select count(*) as n from cloudtrail_hive_org where ${DAY}`;
const LISTING = `select eventid, errorcode, useragent from cloudtrail_hive_org where ${DAY} order by eventid`;

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;

beforeAll(async () => {
  server = await startAthenaServer({ lake: await harnessLake() });
  clients = harnessClients(server.url);
});
beforeEach(async () => {
  await server.control.reset();
});
afterAll(() => server.close());

describe("a result", () => {
  it("comes in pages whose first begins with the header, which counts", async () => {
    const id = await clients.start(LISTING);
    await clients.ended(id);
    const first = await clients.page(id);
    expect(first.rows).toHaveLength(1000);
    expect(first.rows[0]).toEqual(["eventid", "errorcode", "useragent"]);
    expect(first.columns).toMatchObject([
      { Name: "eventid", Label: "eventid", Type: "varchar", Nullable: "UNKNOWN" },
      { Name: "errorcode" },
      { Name: "useragent" },
    ]);
    const second = await clients.page(id, 1000, first.next);
    const third = await clients.page(id, 1000, second.next);
    expect([second.rows.length, third.rows.length]).toEqual([1000, 401]);
    expect(third.next).toBeUndefined();
    const rows = [...first.rows.slice(1), ...second.rows, ...third.rows];
    expect(new Set(rows.map(([eventId]) => eventId)).size).toBe(2400);
    expect(new Set(rows.map(([, error]) => error))).toEqual(new Set([null, "", "AccessDenied"]));
    expect(new Set(rows.map(([, , agent]) => agent))).toEqual(
      new Set(['"quoted", cli', "two\nlines", "é😀\uFEFF"]),
    );
    const small = await clients.page(id, 7, (await clients.page(id, 995)).next);
    expect(small.rows).toEqual(rows.slice(994, 1001));
    expect(await refusalOf(clients.page(id, 1001))).toMatchObject({
      name: "InvalidRequestException",
    });
    expect(await refusalOf(clients.page(id, 10, "nonsense"))).toMatchObject({
      name: "InvalidRequestException",
    });
  });

  it("is not there before its query has succeeded", async () => {
    server.control.delays({ queryMs: 1_500 });
    const id = await clients.start(COUNT);
    expect(await refusalOf(clients.page(id))).toMatchObject({
      AthenaErrorCode: "INVALID_QUERY_EXECUTION_STATE",
      message: expect.stringMatching(
        /^Query has not yet finished. Current state: (QUEUED|RUNNING)$/,
      ),
    });
    server.control.delays({ queryMs: 60 });
    const failed = await clients.start("select 1 from nope");
    await clients.ended(failed);
    expect(await refusalOf(clients.page(failed))).toMatchObject({
      message: "Query did not finish successfully. Final query state: FAILED",
    });
    expect(await refusalOf(clients.page("unknown"))).toMatchObject({
      AthenaErrorCode: "QUERY_EXECUTION_NOT_FOUND",
      message: "QueryExecution unknown was not found",
    });
  });

  it("has Athena's types, texts and column names", async () => {
    const id = await clients.start(
      `select 1 as i, count(*), sum(2) as s, 1e20 as d, 0.5e0 as h, true as b, '' as empty,
         cast(null as varchar) as n, array['a', null] as a, map(array['k'], array[1]) as m,
         cast(row(1, 'x') as row(id integer, name varchar)) as r, date '2026-03-01' as day,
         timestamp '2026-03-01 10:00:00' as t, Upper('x')`,
    );
    await clients.ended(id);
    const { rows, columns } = await clients.page(id);
    expect(rows[0]).toEqual([
      "i",
      "_col1",
      "s",
      "d",
      "h",
      "b",
      "empty",
      "n",
      "a",
      "m",
      "r",
      "day",
      "t",
      "_col13",
    ]);
    expect(rows[1]).toEqual([
      "1",
      "1",
      "2",
      "1.0E20",
      "0.5",
      "true",
      "",
      null,
      "[a, null]",
      "{k=1}",
      "{id=1, name=x}",
      "2026-03-01",
      "2026-03-01 10:00:00.000",
      "X",
    ]);
    expect(columns?.map(({ Type }) => Type)).toEqual([
      "integer",
      "bigint",
      "bigint",
      "double",
      "double",
      "boolean",
      "varchar",
      "varchar",
      "array",
      "map",
      "row",
      "date",
      "timestamp",
      "varchar",
    ]);
  });

  it("is a file in S3, in Athena's CSV", async () => {
    const id = await clients.start(LISTING.replace("order by eventid", "order by eventid limit 3"));
    const { ResultConfiguration } = await clients.ended(id);
    const [, , Bucket = "", ...rest] = (ResultConfiguration?.OutputLocation ?? "").split("/");
    const object = { Bucket, Key: rest.join("/") };
    const got = await clients.s3.send(new GetObjectCommand(object));
    const text = (await got.Body?.transformToString()) ?? "";
    expect(text.replace(/^("0)[^"]+/gm, "$1")).toBe(
      '"eventid","errorcode","useragent"\n"0","","two\nlines"\n"0","AccessDenied","é😀\uFEFF"\n"0",,"""quoted"", cli"\n',
    );
    expect(got.ContentLength).toBe(Buffer.byteLength(text));
    const head = await clients.s3.send(new HeadObjectCommand(object));
    expect(head.ContentLength).toBe(got.ContentLength);
    const part = await clients.s3.send(new GetObjectCommand({ ...object, Range: "bytes=1-7" }));
    expect(await part.Body?.transformToString()).toBe("eventid");
    const missing = new GetObjectCommand({ Bucket, Key: "nothing.csv" });
    expect(await refusalOf(clients.s3.send(missing))).toMatchObject({ name: "NoSuchKey" });
  });

  it("is lost where its bucket does not exist, though its query succeeds", async () => {
    const OutputLocation = "s3://no-such-bucket/results/";
    const id = await clients.start(COUNT, { ResultConfiguration: { OutputLocation } });
    expect((await clients.ended(id)).Status?.State).toBe("SUCCEEDED");
    const missing = new GetObjectCommand({ Bucket: "no-such-bucket", Key: `results/${id}.csv` });
    expect(await refusalOf(clients.s3.send(missing))).toMatchObject({ name: "NoSuchBucket" });
    expect(await refusalOf(clients.page(id))).toMatchObject({
      AthenaErrorCode: "RESULT_NOT_FOUND",
    });
  });
});
