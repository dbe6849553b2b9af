import { describe, expect, it } from "vitest";
import { findPlaybook, findStep } from "@/queries/index";
import { DAY_MS, formatTime, type Scope } from "@/queries/scope";
import { defaultScope, defaultScopes, type KnownLogs } from "./default-range";

const NOW = Date.UTC(2026, 5, 1, 10, 40);
const LIMITS = { maxWindowDays: 400, askAboveBytes: 20_000 };
const month: KnownLogs = {
  firstDay: "2026-03-01",
  lastDay: "2026-03-30",
  bytes: 20_000,
  events: 1_000_000,
};

const span = ({ fromMs, toMs }: Scope): string => `${formatTime(fromMs)} ${formatTime(toMs)}`;
function spans(logs: KnownLogs, limits = LIMITS) {
  const { entity, account } = defaultScopes(logs, limits, NOW);
  return [span(entity), span(account)];
}

const ALL = "2026-03-01T00:00:00Z 2026-03-31T00:00:00Z";
const WEEK = "2026-03-24T00:00:00Z 2026-03-31T00:00:00Z";

describe("the default time range", () => {
  it("is all logs if they are under the limits", () => {
    expect(spans(month)).toEqual([ALL, ALL]);
    expect(spans(month, { ...LIMITS, maxWindowDays: 30 })).toEqual([ALL, ALL]);
  });

  it.each([
    ["they are more bytes than the limit", { ...month, bytes: 20_001 }, LIMITS],
    ["their bytes are not known", { ...month, bytes: null }, LIMITS],
    ["they are more days than one query allows", month, { ...LIMITS, maxWindowDays: 29 }],
  ])("is the last week of logs that end, where %s", (_, logs, limits) => {
    expect(spans(logs, limits)).toEqual([WEEK, WEEK]);
  });

  it("is the last week for a whole account with too many events to list, not for an entity", () => {
    expect(spans({ ...month, events: 1_000_001 })).toEqual([ALL, WEEK]);
  });

  it("is the last day, to the end of the current hour, if logs are still delivered", () => {
    const live = { firstDay: null, lastDay: null, bytes: null, events: null };
    const { entity, account } = defaultScopes(live, LIMITS, NOW);
    expect(span(entity)).toBe("2026-05-31T11:00:00Z 2026-06-01T11:00:00Z");
    expect(account).toEqual(entity);
  });

  it("is never longer than one query allows", () => {
    const { entity } = defaultScopes(month, { ...LIMITS, maxWindowDays: 3 }, NOW);
    expect((entity.toMs - entity.fromMs) / DAY_MS).toBe(3);
  });
});

describe("a question is about few events", () => {
  const scopes = defaultScopes({ ...month, events: 2_000_000 }, LIMITS, NOW);
  const isEntity = (address: string, inputs = {}): boolean => {
    const found = findStep(address);
    if (!found) throw new Error(`There is no step ${address}.`);
    return defaultScope(scopes, found.playbook, found.step, inputs) === scopes.entity;
  };

  it("where it is about an entity, named or not yet", () => {
    expect(isEntity("access-key-exposure/source-ips")).toBe(true);
    expect(isEntity("general-purpose/search", { sourceIp: "203.0.113.7" })).toBe(true);
  });

  it("where its playbook is about rare events", () => {
    for (const { id } of findPlaybook("watchlist")?.steps ?? [])
      expect(isEntity(`watchlist/${id}`)).toBe(true);
  });

  it("and about a whole account otherwise", () => {
    expect(isEntity("general-purpose/search")).toBe(false);
    expect(isEntity("general-purpose/search", { sourceIp: "" })).toBe(false);
    expect(isEntity("general-purpose/common-actions")).toBe(false);
  });
});
