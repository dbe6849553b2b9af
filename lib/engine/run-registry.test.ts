import { expect, it } from "vitest";
import { newRecord, RunRegistry } from "./run-registry";

it("finds a run by each of its ids, and forgets it by all of them", () => {
  const runs = new RunRegistry();
  const run = newRecord("select 1", { token: "token" });
  runs.add("token", run);
  runs.add("id", run);
  expect([runs.find("token"), runs.find("id"), runs.size]).toEqual([run, run, 1]);
  runs.forget(run);
  expect([runs.find("token"), runs.find("id"), runs.size]).toEqual([undefined, undefined, 0]);
});

it("moves an id to another run, and forgets a run without ids", () => {
  const runs = new RunRegistry();
  const [first, second] = [newRecord("select 1"), newRecord("select 2")];
  runs.add("first", first);
  runs.add("shared", first);
  runs.add("shared", second);
  expect([runs.find("first"), runs.find("shared"), runs.size]).toEqual([first, second, 2]);
  runs.add("first", second);
  expect([runs.has(first), runs.size]).toEqual([false, 1]);
});

it("lists the least recently used runs first", () => {
  const runs = new RunRegistry();
  const records = ["a", "b", "c"].map((sql) => newRecord(sql));
  for (const record of records) runs.add(record.sql, record);
  for (const record of records.slice(0, 1)) runs.use(record);
  expect(runs.all().map(({ sql }) => sql)).toEqual(["b", "c", "a"]);
});
