/** The Athena engine against a server that speaks Athena's protocol: the port's promises, faults, quotas, restarts. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { peakOf } from "@/e2e/athena-server/call-log";
import { pagesOf as pages, settled } from "@/lib/answer-rows";
import type { AthenaEngine } from "@/lib/engine/athena/engine";
import { gatherAthenaSources, listSources } from "@/lib/engine/athena/list-sources";
import { openAthena } from "@/lib/engine/athena/open";
import type { AthenaOptions } from "@/lib/engine/athena/options";
import { CONTRACT_EVENTS, engineContract } from "@/lib/engine/contract";
import type { Engine, Row } from "@/lib/engine/port";
import { event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";
import { layouts } from "@/queries/layouts";

const inDay = "year = '2026' and month = '01' and day = '31'";
const TABLE = "cloudtrail_hive_org";
const counts = (nonce: string) =>
  `select eventname, count(*) as total from ${TABLE} where ${inDay} and eventid <> '${nonce}' group by 1 order by total desc`;
const listing = `select eventid, errorcode, useragent, 7 as n from ${TABLE} where ${inDay} order by eventid`;
const slow = (nonce: number) => {
  const ids = `(select eventid from ${TABLE} where ${inDay})`;
  return `select count(*) as total from ${ids} as a cross join ${ids} as b cross join ${ids} as c
    where a.eventid || b.eventid < c.eventid || '${nonce}'`;
};

/** The suite's events, with user agents that a CSV has to quote. */
async function contractLake(): Promise<string> {
  const logs = newFolder();
  const lake = newFolder();
  const records = Array.from({ length: CONTRACT_EVENTS }, (_, i) =>
    event(i, {
      eventID: String(i).padStart(8, "0"),
      eventName: i === 7 ? "CreateUser" : "GetObject",
      eventTime: "2026-01-31T10:00:00Z",
      errorCode: [undefined, "", "AccessDenied"][i % 3],
      userAgent: ['"quoted", cli', "two\nlines", "", undefined, "é😀\uFEFF"][i % 5],
    }),
  );
  put(logs, trailName("20260131", "1000", "a"), log(...records));
  await imported(logs, lake);
  return lake;
}

let lake: Promise<string> | null = null;
const server = async (more: Partial<Parameters<typeof startAthenaServer>[0]> = {}) => {
  process.env.AWS_ACCESS_KEY_ID = "AKIATESTTESTTESTTEST";
  process.env.AWS_SECRET_ACCESS_KEY = "secret";
  lake ??= contractLake();
  return startAthenaServer({ lake: await lake, ...more });
};

const optionsFor = (url: string, more: Partial<AthenaOptions> = {}): AthenaOptions => ({
  region: "us-east-1",
  workgroup: "primary",
  database: "security",
  endpoint: url,
  s3Endpoint: url,
  partitionColumns: ["account", "region", "year", "month", "day"],
  ...more,
});

async function open(url: string, more: Partial<AthenaOptions> = {}): Promise<AthenaEngine> {
  const engine = await openAthena(optionsFor(url, more));
  if (!engine.ok) throw new Error(engine.failure.message);
  return engine.value;
}

/** The suite speaks of a table `cloudtrail`; the server calls it otherwise. */
const renamed = (engine: Engine): Engine => {
  const there = (sql: string) => sql.replaceAll("from cloudtrail ", `from ${TABLE} `);
  const back = (sql: string) => sql.replaceAll(`from ${TABLE} `, "from cloudtrail ");
  return {
    ...engine,
    start: (sql, token) => engine.start(there(sql), token),
    states: async (ids) =>
      new Map(
        [...(await engine.states(ids))].map(([id, state]) => [
          id,
          "sql" in state ? { ...state, sql: back(state.sql) } : state,
        ]),
      ),
  };
};

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

const startOf = async (
  engine: Engine,
  sql: string,
  token: string,
  reuseMinutes = 0,
): Promise<string> => {
  const started = await engine.start(sql, token, reuseMinutes);
  if (!started.ok) throw new Error(started.failure.message);
  return started.value;
};

const read = async (pages: AsyncGenerator<readonly Row[]>): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
};

const pagesOf = (engine: Engine, id: string) => read(pages(engine, id));

const eventually = async (holds: () => boolean | Promise<boolean>, withinMs = 20_000) => {
  const untilMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > untilMs) throw new Error("It did not come to pass.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

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

  it("loses no run and executes none twice while a fifth of all calls goes wrong", {
    timeout: 240_000,
  }, async () => {
    await fresh();
    place.control.limits({ concurrentDml: 20 });
    place.control.faults({
      rate: 0.2,
      seed: 7,
      kinds: [
        "throttle",
        "too-many-queries",
        "server-error-before",
        "server-error-after",
        "reset-before",
        "reset-after",
        "truncated-answer",
        "delay",
        "duplicate-request",
        "stale-state",
        "expired-credentials",
        "batch-disorder",
        "s3-slow-down",
        "requeue",
      ],
    });
    const tokens = Array.from({ length: 220 }, (_, index) => `faults-${index}`);
    const ids = await Promise.all(tokens.map((token) => startOf(engine, counts(token), token)));
    const states = await Promise.all(ids.map((id) => settled(engine, id)));
    expect(states.filter(({ state }) => state !== "done")).toEqual([]);
    for (const id of ids) {
      expect(await pagesOf(engine, id)).toEqual([
        ["GetObject", CONTRACT_EVENTS - 1],
        ["CreateUser", 1],
      ]);
    }
    expect(place.control.injected().length).toBeGreaterThan(100);
    place.control.faults(null);
    const executed = place.control.executions();
    expect(executed).toHaveLength(tokens.length);
    expect(new Set(executed.map(({ sql }) => sql)).size).toBe(tokens.length);
    await engine.close();
  });

  it("follows 100 live runs with at most 20 calls a second, whoever asks", async () => {
    await place.control.reset();
    await fresh();
    place.control.limits({ concurrentDml: null });
    place.control.delays({ queryMs: 6_000 });
    const ids = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        startOf(engine, counts(`live-${index}`), `live-${index}`),
      ),
    );
    const untilMs = performance.now() + 5_000;
    while (performance.now() < untilMs) {
      await Promise.all(Array.from({ length: 10 }, () => engine.states(ids)));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.all(ids.map((id) => settled(engine, id)));
    place.control.delays({ queryMs: 60 });
    expect(peakOf(place.control.calls().log.map(({ atMs }) => atMs))).toBeLessThanOrEqual(20);
    await engine.close();
  });

  it("meets a run again after a restart, by its token and by its id", async () => {
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

  it("does not know the runs of another workgroup, nor asks for the same unknown id twice", async () => {
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

  it("waits for a free slot in order, says so, and can be cancelled there", async () => {
    await place.control.reset();
    place.control.limits({ concurrentDml: 1 });
    await fresh();
    const first = await startOf(engine, slow(1), "slot-1");
    const others: string[] = [];
    for (const n of [2, 3, 4]) others.push(await startOf(engine, counts(`${n}`), `slot-${n}`));
    const states = await engine.states(others);
    expect([...states.values()]).toMatchObject(
      ["1st", "2nd", "3rd"].map((place) => ({
        state: "queued",
        note: `waiting for a free Athena slot (${place})`,
      })),
    );
    const [second = "", third = "", fourth = ""] = others;
    await engine.cancel(third);
    expect((await engine.states([third])).get(third)?.state).toBe("cancelled");
    await engine.cancel(first);
    expect((await settled(engine, first)).state).toBe("cancelled");
    expect((await settled(engine, second)).state).toBe("done");
    expect((await settled(engine, fourth)).state).toBe("done");
    expect(await pagesOf(engine, fourth)).toHaveLength(2);
    expect(place.control.executions()).toHaveLength(3);
    expect(await startOf(engine, counts("4"), "slot-4")).toBe(fourth);
    // Its token is all that was given out; the id that outlives this process came later.
    expect((await engine.states([fourth])).get(fourth)).toMatchObject({
      lastingId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    place.control.limits({ concurrentDml: 20 });
    await engine.close();
  });

  it("stops what it started when it closes, and what takes too long", async () => {
    await place.control.reset();
    await fresh();
    const old = await startOf(engine, slow(5), "rejoined");
    const second = await open(place.url, { timeLimitMs: 1_000 });
    await second.states([old]);
    const tooLong = await startOf(second, slow(6), "too-long");
    expect(await settled(second, tooLong)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/stopped after 0 minutes|stopped after .* billed/),
    });
    await startOf(engine, slow(7), "closed");
    await engine.close();
    await eventually(() => place.control.executions().every(({ state }) => state === "CANCELLED"));
    await second.close();
    const refused = await engine.start(counts("late"), "late");
    expect(refused.ok).toBe(false);
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

  it("tells the bytes that a cutoff cost, and what Athena cannot read, and keeps the token free", async () => {
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
    const refused = await engine.start(counts("expired"), "expired");
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

  it("finds the sources of a database, whatever their layout", async () => {
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
    expect(found.filter(({ source }) => source.mustName).map(({ source }) => source)).toMatchObject(
      [{ table: "cloudtrail_injected", mustName: ["account"], regions: ["us-east-1"] }],
    );
    expect(found.flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(refused.map(({ table }) => table)).toEqual(["cloudtrail_flat"]);
    const nowhere = await listSources({ ...options, database: "nosuch" });
    expect(nowhere.ok ? "" : nowhere.failure.message).toMatch(/check ATHENA_DATABASE/);
    const empty = await listSources({ ...options, database: "default" });
    expect(empty.ok ? "" : empty.failure.message).toMatch(/no table of CloudTrail logs/);
  });
});
