/** Which tables of a database can be asked. */
import { expect, it } from "vitest";
import { gatherAthenaSources, listSources } from "@/lib/engine/athena/list-sources";
import { layouts } from "@/queries/layouts";
import { optionsFor, server } from "./athena-engine.fixture";

it("finds the sources of a database, whatever their layout", async () => {
  const place = await server();
  const options = { ...optionsFor(place.url), deliveryLagMs: 1 };
  const gathered = await gatherAthenaSources(options);
  const { found, refused } = gathered.ok ? gathered.value : { found: [], refused: [] };
  expect(found.map(({ source }) => [source.table, source.layout])).toEqual([
    ["cloudtrail_bootstrap", layouts.bootstrap],
    ["cloudtrail_hive_org", layouts["hive-org"]],
    ["cloudtrail_injected", layouts["projection-org"]],
    ["cloudtrail_partitioner", layouts.partitioner],
    ["cloudtrail_projection", layouts.projection],
    ["cloudtrail_projection_org", layouts["projection-org"]],
  ]);
  expect(found.map(({ accounts }) => accounts.join())).toEqual([
    "111122223333",
    "",
    "",
    "111122223333",
    "",
    "111122223333",
  ]);
  expect(found.filter(({ source }) => source.mustName).map(({ source }) => source)).toMatchObject([
    { table: "cloudtrail_injected", mustName: ["account"], regions: ["us-east-1"] },
  ]);
  expect(found.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(refused.map(({ table }) => table)).toEqual(["cloudtrail_flat"]);
  const nowhere = await listSources({ ...options, database: "nosuch" });
  expect(nowhere.ok ? "" : nowhere.failure.message).toMatch(/check ATHENA_DATABASE/);
  const empty = await listSources({ ...options, database: "default" });
  expect(empty.ok ? "" : empty.failure.message).toMatch(/no table of CloudTrail logs/);
  await place.close();
});
