import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { SuppressionRequest } from "@/lib/api/suppressions";
import { newFolder } from "@/lib/lake/lake.fixture";
import { changeSuppressions, type Place, readSuppressions } from "./suppressions";

const NOW = Date.UTC(2026, 10, 30, 12);

let folder = "";
let place: Place;
const fileText = () => readFileSync(path.join(folder, "suppressions.json"), "utf8");
beforeEach(() => {
  folder = newFolder();
  place = at(NOW);
});
const at = (nowMs: number): Place => ({
  config: { dataDir: folder, auditLog: path.join(folder, "audit.jsonl") },
  nowMs,
});

const suppress = (more: object = {}): SuppressionRequest => ({
  kind: "suppress",
  rule: "user-created",
  actor: "alice",
  reason: "TICKET-1",
  until: "2026-12-31",
  ...more,
});
async function messageOf(value: unknown) {
  const result = await changeSuppressions(place, value);
  return result.ok ? "" : result.failure.message;
}

describe("suppressions", () => {
  it("are none before the first, and there for another reader after it", async () => {
    expect(await readSuppressions(place)).toMatchObject({
      value: { active: [], today: "2026-11-30", latestEnd: "2027-12-01" },
    });
    await changeSuppressions(place, suppress());
    await changeSuppressions(place, suppress({ actor: null, reason: " why " }));
    const read = await readSuppressions(place);
    expect(read.ok && read.value.active).toMatchObject([
      { actor: null, reason: "why", madeAt: "2026-11-30T12:00:00.000Z" },
      { actor: "alice", reason: "TICKET-1", until: "2026-12-31" },
    ]);
    const names = readdirSync(folder).sort();
    expect(names).toEqual(["audit.jsonl", "suppressions.json"]);
    const lines = readFileSync(path.join(folder, "audit.jsonl"), "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).did)).toEqual([
      "suppress-finding",
      "suppress-finding",
    ]);
  });

  it("hold to the end of their last day, and can be ended before", async () => {
    const made = await changeSuppressions(place, suppress());
    const id = (made.ok && made.value.active[0]?.id) || "";
    const activeAt = async (ms: number) => {
      const read = await readSuppressions(at(ms));
      return read.ok ? read.value.active.length : null;
    };
    expect(await activeAt(Date.UTC(2026, 11, 31, 23, 59))).toBe(1);
    expect(await activeAt(Date.UTC(2027, 0, 1))).toBe(0);
    expect(await changeSuppressions(place, { kind: "end", id })).toMatchObject({
      value: { active: [] },
    });
    expect(await messageOf({ kind: "end", id })).toBe("This suppression has ended already.");
  });

  it("need a reason and an end within a year", async () => {
    expect(await messageOf(suppress({ reason: "  " }))).toBe("Enter a reason.");
    expect(await messageOf(suppress({ until: "" }))).toBe("Enter an end date.");
    expect(await messageOf(suppress({ until: "2026-11-29" }))).toMatch(/before today/);
    expect(await messageOf(suppress({ until: "2028-01-01" }))).toMatch(/a year is the longest/);
    expect(await messageOf(null)).not.toBe("");
    expect(existsSync(path.join(folder, "suppressions.json"))).toBe(false);
  });

  it("are all kept when many are made at once", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        changeSuppressions(place, suppress({ actor: `a${at}` })),
      ),
    );
    const read = await readSuppressions(place);
    expect(read.ok && read.value.active).toHaveLength(20);
  });

  it.each([
    ["no JSON", "{", /it is not JSON/],
    ["another version", '{"version":2,"suppressions":[]}', /version/],
    ["a field of another version", '{"version":1,"suppressions":[],"groups":[]}', /groups/],
  ])("of a file with %s are a sentence, and the file is left as it is", async (_, text, reason) => {
    writeFileSync(path.join(folder, "suppressions.json"), text);
    const read = await readSuppressions(place);
    expect(read.ok ? "" : read.failure.message).toMatch(reason);
    expect(await messageOf(suppress())).toMatch(reason);
    expect(fileText()).toBe(text);
  });

  it("of a folder that cannot be written are a sentence", async () => {
    mkdirSync(path.join(folder, "suppressions.json"));
    expect(await messageOf(suppress())).toMatch(/it is a folder/);
  });
});
