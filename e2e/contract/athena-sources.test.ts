/** Which tables of a database can be queried. */
import { afterEach, expect, it, vi } from "vitest";
import { athenaEnvironment } from "@/e2e/athena-environment";
import type { AthenaServer } from "@/e2e/athena-server";
import { gatherAthenaSources } from "@/lib/engine/athena/list-sources";
import { CONTRACT_EVENTS } from "@/lib/engine/contract.fixture";
import { newFolder } from "@/lib/lake/lake.fixture";
import { pageData } from "@/lib/page/page-data";
import { layouts } from "@/queries/layouts";
import { DAY_MS, formatTime } from "@/queries/scope";
import { optionsFor, server } from "./athena-engine.fixture";
import { runCommand } from "./run-command.fixture";

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
    // By its location.
    "111122223333",
    "111122223333",
  ]);
  expect(found.filter(({ source }) => source.mustName).map(({ source }) => source)).toMatchObject([
    { table: "cloudtrail_injected", mustName: ["account"], regions: ["us-east-1"] },
  ]);
  expect(found.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(refused.map(({ table }) => table)).toEqual(["cloudtrail_flat"]);
  const missing = await gatherAthenaSources({ ...options, database: "nosuch" });
  expect(missing.ok ? "" : missing.failure.message).toMatch(/check ATHENA_DATABASE/);
  const empty = await gatherAthenaSources({ ...options, database: "default" });
  expect(empty).toMatchObject({ ok: true, value: { found: [], refused: [] } });
  await place.close();
});

/** The backend of this process uses this server, and the table that the variable names. */
function settleAt({ url }: AthenaServer, table: string): void {
  const variables = { ...athenaEnvironment(url, newFolder()), ATHENA_TABLE: table };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
}
afterEach(() => void vi.unstubAllEnvs());

it("are chosen from on the command line, as in a link", async () => {
  const place = await server();
  settleAt(place, "");
  const step = "general-purpose/common-actions";
  const window = ["--from", "2026-01-31T00:00:00Z", "--to", "2026-02-01T00:00:00Z"];
  const asked = (...more: readonly string[]) =>
    runCommand([step, ...window, "--format", "json", ...more]);
  const sentence = async (...more: readonly string[]) => {
    const { result, written } = await asked(...more);
    expect(written).toBe("");
    return result.ok ? "" : result.failure.message;
  };
  expect(await sentence()).toMatch(
    /several tables .* choose one on the page or with --table, or set ATHENA_TABLE \(/,
  );
  expect(await sentence("--table", "nosuch")).toMatch(/no usable table “nosuch”/);
  expect(await sentence("--table", "cloudtrail_flat")).toMatch(/cloudtrail_flat cannot be queried/);
  for (const table of ["cloudtrail_hive_org", "cloudtrail_projection"]) {
    const { result, written } = await asked("--table", table);
    expect(result.ok).toBe(true);
    expect(JSON.parse(written)).toEqual([
      { eventname: "GetObject", total: CONTRACT_EVENTS - 1 },
      { eventname: "CreateUser", total: 1 },
    ]);
    expect(place.control.executions().at(-1)?.tables).toEqual([table]);
  }
  await place.close();
});

it("are queried up to the end of the current hour", async () => {
  const place = await server();
  settleAt(place, "cloudtrail_projection");
  for (const [now, to] of [
    ["2026-01-31T10:40:07Z", "2026-01-31T11:00:00Z"],
    ["2026-01-31T11:00:00Z", "2026-01-31T11:00:00Z"],
  ] as const) {
    const { scopes } = await pageData(Date.parse(now));
    for (const scope of [scopes.entity, scopes.account]) {
      expect(formatTime(scope.toMs)).toBe(to);
      expect(scope.toMs - scope.fromMs).toBe(DAY_MS);
    }
  }
  await place.close();
});
