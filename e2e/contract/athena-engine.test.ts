/** The Athena engine against a server that speaks Athena's protocol: the port's promises, restarts, results. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AthenaServer } from "@/e2e/athena-server";
import { settled } from "@/lib/engine/answer-rows";
import type { AthenaOptions } from "@/lib/engine/athena/aws/options";
import type { AthenaEngine } from "@/lib/engine/athena/engine";
import { openAthena } from "@/lib/engine/athena/open";
import { CONTRACT_EVENTS, engineContract } from "@/lib/engine/contract.fixture";
import type { Engine } from "@/lib/engine/port";
import { onDay } from "@/lib/engine/statement.fixture";
import {
  counts,
  eventually,
  listing,
  open,
  optionsFor,
  pagesOf,
  read,
  server,
  startOf,
  TABLE,
} from "./athena-engine.fixture";

/** The suite speaks of a table `cloudtrail`; the server calls it otherwise. */
function renamed(engine: Engine): Engine {
  const there = (sql: string) => sql.replaceAll("from cloudtrail ", `from ${TABLE} `);
  const back = (sql: string) => sql.replaceAll(`from ${TABLE} `, "from cloudtrail ");
  return {
    ...engine,
    start: ({ sql, plan }, token) => engine.start({ sql: there(sql), plan }, token),
    states: async (ids) =>
      new Map(
        [...(await engine.states(ids))].map(([id, state]) => [
          id,
          "sql" in state ? { ...state, sql: back(state.sql) } : state,
        ]),
      ),
  };
}

engineContract("athena", async () => {
  const place = await server();
  const engine = await open(place.url);
  return {
    engine: renamed(engine),
    close: async () => {
      await engine.close();
      await place.close();
    },
  };
});

describe("the athena engine", () => {
  let place: AthenaServer;
  let engine: AthenaEngine;
  beforeAll(async () => {
    place = await server();
  });
  afterAll(() => place.close());
  const fresh = async (more: Partial<AthenaOptions> = {}) => {
    engine = await open(place.url, more);
    return engine;
  };

  it("joins a run after a restart, by its token and by its id", async () => {
    await place.control.reset();
    await fresh();
    const id = await startOf(engine, listing, "restart");
    const before = await settled(engine, id);
    expect(before).toMatchObject({ state: "done", rowCount: CONTRACT_EVENTS });
    const byToken = await open(place.url);
    expect(await startOf(byToken, listing, "restart")).toBe(id);
    const byId = await open(place.url);
    const state = (await byId.states([id])).get(id);
    expect(state).toMatchObject({ state: "done", sql: listing, rowCount: CONTRACT_EVENTS });
    expect(await pagesOf(byId, id)).toHaveLength(CONTRACT_EVENTS);
    expect(place.control.executions()).toHaveLength(1);
    await Promise.all([engine, byToken, byId].map((each) => each.close()));
  });

  it("does not know the runs of another workgroup, nor looks up the same unknown id twice", async () => {
    await place.control.reset();
    place.control.workGroup("others", {});
    await fresh();
    const others = await open(place.url, { workgroup: "others" });
    const id = await startOf(others, counts("x"), "other");
    await settled(others, id);
    const unknown = "01234567-89ab-cdef-0123-456789abcdef";
    for (let times = 0; times < 5; times += 1) {
      const states = await engine.states([id, unknown, "; drop table"]);
      expect([...states.values()]).toEqual(Array(3).fill({ state: "unknown" }));
    }
    const before = place.control.calls().byOp.BatchGetQueryExecution ?? 0;
    await engine.states([id, unknown]);
    expect(place.control.calls().byOp.BatchGetQueryExecution).toBe(before);
    await Promise.all([engine.close(), others.close()]);
  });

  it("reads the file as it reads the pages, and the pages where there is no file", async () => {
    await place.control.reset();
    place.control.workGroup("managed", { managedResults: true });
    await fresh();
    const id = await startOf(engine, listing, "file");
    await settled(engine, id);
    const pages = await pagesOf(engine, id);
    expect(pages).toHaveLength(CONTRACT_EVENTS);
    expect(pages.slice(0, 5)).toEqual([
      ["00000000", null, '"quoted", cli', 7],
      ["00000001", "", "two\nlines", 7],
      ["00000002", "AccessDenied", "", 7],
      ["00000003", null, null, 7],
      ["00000004", "", "é😀\uFEFF", 7],
    ]);
    const callsBefore = place.control.calls().byOp.GetQueryResults ?? 0;
    expect(await read(engine.allRows(id))).toEqual(pages);
    expect(place.control.calls().byOp.GetQueryResults).toBe(callsBefore);
    await eventually(() => place.control.calls().byOp["S3.GetObject"] === 1);
    const managed = await open(place.url, { workgroup: "managed" });
    const managedId = await startOf(managed, listing, "managed", 60);
    expect(await settled(managed, managedId)).toMatchObject({ rowCount: CONTRACT_EVENTS });
    expect(await read(managed.allRows(managedId))).toEqual(pages);
    // Where S3 cannot be reached, the pages serve.
    const cutOff = await open(place.url, { s3Endpoint: "http://127.0.0.1:9" });
    expect(await read(cutOff.allRows(id))).toEqual(pages);
    await Promise.all([engine, managed, cutOff].map((each) => each.close()));
  });

  it("reuses an earlier result where the workgroup can, and says so", async () => {
    await place.control.reset();
    await fresh();
    const first = await startOf(engine, listing, "reuse-1");
    expect(await settled(engine, first)).toMatchObject({
      reused: false,
      lastingId: place.control.executions()[0]?.id,
    });
    const unused = await startOf(engine, listing, "reuse-not");
    expect(await settled(engine, unused)).toMatchObject({ reused: false });
    const again = await startOf(engine, listing, "reuse-2", 60);
    expect(await settled(engine, again)).toMatchObject({
      state: "done",
      scannedBytes: 0,
      reused: true,
    });
    expect(await read(engine.allRows(again))).toHaveLength(CONTRACT_EVENTS);
    await engine.close();
  });

  it("reports the bytes that a cutoff cost, and what Athena cannot read, and keeps the token free", async () => {
    await place.control.reset();
    place.control.workGroup("tight", { bytesScannedCutoff: 1 });
    const tight = await open(place.url, { workgroup: "tight" });
    const cut = await startOf(tight, listing, "cut");
    expect(await settled(tight, cut)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/limit on scanned bytes .*billed/),
      billed: true,
    });
    await tight.close();
    await fresh();
    place.control.faults({ rate: 1, seed: 1, kinds: ["expired-credentials"], limit: 3 });
    const refused = await engine.start(onDay(counts("expired")), "expired");
    expect(refused.ok ? "" : refused.failure.message).toMatch(/have expired/);
    expect((await settled(engine, await startOf(engine, counts("expired"), "expired"))).state).toBe(
      "done",
    );
    await engine.close();
  });

  it.each([
    [{ workgroup: "nobodys" }, /no workgroup “nobodys” in us-east-1/],
    [{ workgroup: "disabled" }, /“disabled” is disabled/],
    [{ workgroup: "homeless" }, /“homeless” has no place for results/],
    [{ endpoint: "http://127.0.0.1:9" }, /cannot be reached/],
  ])("cannot be opened with %j, and says why", async (more, says) => {
    place.control.workGroup("disabled", { enabled: false });
    place.control.workGroup("homeless", { outputLocation: null });
    const opened = await openAthena(optionsFor(place.url, more));
    expect(opened.ok ? "" : opened.failure.message).toMatch(says);
  });
});
