/** The small rules of the Athena engine: tokens, pauses, cells, locations of results. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectOf } from "@/lib/engine/athena/results/result-file";
import { AthenaRuns } from "@/lib/engine/athena/runs/athena-runs";
import { pauseMs } from "@/lib/engine/athena/runs/follower";
import { cellOf, endCancelled, newRun } from "@/lib/engine/athena/runs/run";
import { clientRequestToken } from "@/lib/engine/athena/runs/token";

describe("the request token", () => {
  const place = { workgroup: "a", catalog: "c", database: "d" };
  it("has a length that Athena accepts, and differs for every workgroup, catalog and database", () => {
    const places = [place, { ...place, workgroup: "b" }, { ...place, catalog: "x" }];
    const tokens = [...places, { ...place, database: "y" }].map((of) =>
      clientRequestToken("t", of),
    );
    expect(new Set(tokens).size).toBe(4);
    for (const token of tokens) expect(token).toMatch(/^[a-z0-9-]{32,128}$/);
    expect(clientRequestToken("t", { ...place })).toBe(tokens[0]);
  });
});

it("polls a run after a twentieth of its time, from 0.15 s to 5 s", () => {
  expect([0, 3_000, 5_000, 60_000, 1e6].map((ageMs) => pauseMs(ageMs, 150, 5_000))).toEqual([
    150, 150, 250, 3_000, 5_000,
  ]);
});

it.each([
  ["12", "bigint", 12],
  ["-3", "integer", -3],
  ["9007199254740993", "bigint", "9007199254740993"],
  ["1.0E20", "double", 1e20],
  ["0.5", "double", 0.5],
  ["NaN", "double", "NaN"],
  ["12", "varchar", "12"],
  ["", "varchar", ""],
  [null, "bigint", null],
  [undefined, "varchar", null],
])("reads %s of type %s as %s", (text, type, cell) => expect(cellOf(text, type)).toBe(cell));

it("reads the location of a result, and nothing else", () => {
  expect(objectOf("s3://bucket/a/b c.csv")).toEqual({ Bucket: "bucket", Key: "a/b c.csv" });
  for (const other of [null, "", "s3://bucket", "https://x/y", "s3:///x"]) {
    expect(objectOf(other)).toBeNull();
  }
});

it("evicts the least recently used ended runs, first pages first, and never live ones", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(19), { minLength: 1, maxLength: 60 }), (uses) => {
      const runs = new AthenaRuns(5, 30);
      const live = newRun("live", "live");
      runs.add("live", live);
      for (const use of uses) {
        const id = `run-${use}`;
        const run = runs.find(id) ?? newRun(id, id);
        runs.add(id, run);
        endCancelled(run);
        run.head = { columns: [], rows: Array.from({ length: 10 }, () => []), nextCursor: null };
        runs.evict(run);
      }
      const kept = runs.all();
      expect(runs.find("live")).toBe(live);
      expect(kept.length).toBeLessThanOrEqual(6);
      expect(kept.filter(({ head }) => head).length).toBeLessThanOrEqual(3);
      expect(runs.find(`run-${uses.at(-1)}`)?.head).not.toBeNull();
    }),
    { seed: 1 },
  );
});
