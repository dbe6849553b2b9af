import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { newFolder } from "@/lib/lake/lake.fixture";
import { fail, succeed } from "@/lib/result";
import { audit, auditedStart, auditProblem } from "./audit";

const find = { did: "find-event", eventId: "e", token: "t", bytes: 7 } as const;
const opened = { did: "open-record", eventId: "e\n{}", at: "2026-01-31T00:00:00Z" } as const;

const linesOf = (file: string): readonly string[] => readFileSync(file, "utf8").trim().split("\n");
const objectsOf = (file: string) => linesOf(file).map((line) => JSON.parse(line));

describe("the audit log", () => {
  it("has a line for each thing done, in folders that it makes, whatever a value holds", async () => {
    const file = path.join(newFolder(), "new", "audit.jsonl");
    expect(await audit(file, opened)).toEqual(succeed(undefined));
    expect(await audit(file, find)).toEqual(succeed(undefined));
    expect(objectsOf(file)).toMatchObject([opened, find]);
  });

  it("ends a line that a full disk has cut before it writes the next", async () => {
    const file = path.join(newFolder(), "audit.jsonl");
    writeFileSync(file, '{"time":"2026-01-');
    await audit(file, find);
    expect(linesOf(file)).toHaveLength(2);
    expect(JSON.parse(linesOf(file)[1] ?? "")).toMatchObject(find);
  });

  it("names itself and its setting where it cannot be written", async () => {
    const folder = newFolder();
    expect(await audit(folder, find)).toEqual(
      fail(
        "not-writable",
        `The audit log ${folder} cannot be written: it is a folder. Nothing runs without it; set TRAILBOOK_AUDIT_LOG to a file that can be written.`,
      ),
    );
    const below = path.join(folder, "file", "audit.jsonl");
    writeFileSync(path.join(folder, "file"), "");
    expect(await auditProblem(below)).toMatch(/: a part of its path is not a folder\. .*AUDIT_LOG/);
    expect(await auditProblem(path.join(folder, "later", "audit.jsonl"))).toBeNull();
    expect(existsSync(path.join(folder, "later"))).toBe(false);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "says that the disk is full (where there is /dev/full)",
    async () => {
      expect(await audit("/dev/full", find)).toMatchObject({
        failure: { message: expect.stringMatching(/cannot be written: the disk is full\./) },
      });
    },
  );
});

describe("a start", () => {
  it("has its line before it happens, and the engine's id after it", async () => {
    const file = path.join(newFolder(), "audit.jsonl");
    const start = async () => {
      expect(objectsOf(file)).toMatchObject([find]);
      return succeed("execution");
    };
    expect(await auditedStart(file, find, start)).toEqual(succeed("execution"));
    expect(objectsOf(file)).toMatchObject([find, { did: "started", token: "t", run: "execution" }]);
    await auditedStart(file, find, async () => succeed("t"));
    expect(objectsOf(file)).toHaveLength(3);
  });

  it("is followed by why it failed", async () => {
    const file = path.join(newFolder(), "audit.jsonl");
    await auditedStart(file, find, async () => fail("engine-failed", "No."));
    expect(objectsOf(file)).toMatchObject([
      find,
      { did: "not-started", token: "t", reason: "No." },
    ]);
  });

  it("does not happen without its line", async () => {
    const start = () => Promise.reject(new Error("It was started."));
    expect(await auditedStart(newFolder(), find, start)).toMatchObject({ ok: false });
  });
});
