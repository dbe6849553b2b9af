/** A trail that has delivered nothing yet: its tables are there, and every question is answered with no data. */
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { LOG_BUCKET } from "@/e2e/athena-server/catalogue";
import { harnessClients } from "@/e2e/athena-server/harness";
import { settled } from "@/lib/engine/answer-rows";
import { newFolder } from "@/lib/lake/lake.fixture";
import { startSteps } from "@/lib/runs/asked.fixture";

let server: AthenaServer;
beforeAll(async () => {
  server = await startAthenaServer({ lake: newFolder(), queueDelayMs: 0, queryDelayMs: 0 });
});
afterAll(() => server.close());

it("has columns, no rows and no files", async () => {
  const { start, ended, page, s3 } = harnessClients(server.url);
  for (const [sql, rows] of [
    ["select count(*) as events from cloudtrail_hive_org where region = 'us-east-1'", [["0"]]],
    ["select useridentity.arn as arn from cloudtrail_projection_org", []],
    [`select "$path" as path from cloudtrail_flat where eventname = 'x'`, []],
  ] as const) {
    const id = await start(sql);
    const { Status, Statistics } = await ended(id);
    expect(Status).toMatchObject({ State: "SUCCEEDED" });
    expect(Statistics?.DataScannedInBytes).toBe(0);
    expect((await page(id)).rows.slice(1)).toEqual(rows);
  }
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: LOG_BUCKET }));
  expect(listed.KeyCount).toBe(0);
});

it.each(["cloudtrail_projection_org", "cloudtrail_bootstrap"])(
  "a query of %s reports the days without logs",
  async (table) => {
    const place = await backendAt(server.url, newFolder(), { ATHENA_TABLE: table });
    const [answer] = await startSteps(place, [
      {
        playbookId: "watchlist",
        stepId: "root-usage",
        inputs: {},
        accounts: [],
        regions: [],
        from: "2026-03-01T00:00:00Z",
        to: "2026-03-03T00:00:00Z",
        filters: [],
      },
    ]);
    if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
    expect(await settled(place.engine, answer.runId)).toMatchObject({ state: "done", rowCount: 0 });
    expect(answer.estimate.reads).toMatchObject({
      partitions: 0,
      bytes: 0,
      daysWithoutData: ["2026-03-01", "2026-03-02"],
    });
    await place.close();
  },
);

it("a folder that is not there is a mistake", async () => {
  await expect(startAthenaServer({ lake: `${newFolder()}/no-such-folder` })).rejects.toThrow(
    "no lake",
  );
});
