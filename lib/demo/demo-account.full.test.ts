/** The demo account at its default size looks like a real trail. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_FROM, DEMO_TO } from "./clock";
import { answerOf } from "./fact-check";
import { HOSTILE_PRINCIPAL } from "./hostile";
import {
  DEMO_NESTING,
  demoHostileAddresses,
  demoHostileTexts,
  demoLongUserAgent,
} from "./hostile-texts";
import { BACKDOOR_KEY } from "./incident-key";
import { demoIncidents } from "./incidents";
import type { DemoSummary } from "./marker";
import { hasDemoAccount, readDemoMarker } from "./marker";
import { CI_DEPLOY } from "./people";
import type { ReadRecord } from "./read-back";
import { readDelivered } from "./read-back";
import { demoAccounts, demoRegions } from "./world";
import { writeDemoAccount } from "./write-account";

const PATH =
  /^AWSLogs\/o-[a-z0-9]{10,32}\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\/(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[A-Za-z0-9]{16}\.json\.gz$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

describe("the demo account at its default seed and size", () => {
  const dir = mkdtempSync(join(tmpdir(), "trailbook-demo-"));
  const events = new Map<string, ReadRecord>();
  const paths: string[] = [];
  const lags: number[] = [];
  let summary: DemoSummary | undefined;
  let delivered = 0;
  let outside: string[] = [];
  let nextDay = 0;
  let lateEvening = 0;
  let filedElsewhere = 0;
  let largest = 0;
  let badRecords = 0;
  let nulEscapes = 0;

  beforeAll(async () => {
    summary = await writeDemoAccount({ dir });
    for (const file of readDelivered(dir)) {
      const parts = PATH.exec(file.path);
      paths.push(file.path);
      if (parts === null) outside = [...outside, file.path];
      // `\\u0000` (a backslash and text) is data; an odd run of backslashes would be a NUL.
      if (/(?<!\\)(\\\\)*\\u0000/.test(file.text)) nulEscapes += 1;
      const [, account, region, , , day, , , y, mo, d, h, mi] = parts ?? [];
      const deliveredAt = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:00Z`) / 1000;
      for (const record of file.records) {
        delivered += 1;
        if (events.has(record.eventID)) continue;
        events.set(record.eventID, record);
        if (!UUID.test(record.eventID) || !TIME.test(record.eventTime)) badRecords += 1;
        if (record.eventTime < DEMO_FROM || record.eventTime >= DEMO_TO) badRecords += 1;
        if (record.recipientAccountId !== account) badRecords += 1;
        if (record.awsRegion !== region) filedElsewhere += 1;
        lags.push((deliveredAt - Date.parse(record.eventTime) / 1000) / 60);
        if (record.eventTime.slice(11, 15) === "23:5") {
          lateEvening += 1;
          if (record.eventTime.slice(8, 10) !== day) nextDay += 1;
        }
        if (record.requestParameters !== null)
          largest = Math.max(largest, JSON.stringify(record.requestParameters).length);
      }
    }
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const all = (): readonly ReadRecord[] => [...events.values()];

  it("has the documented volume, in a few thousand files", () => {
    expect(events.size).toBeGreaterThanOrEqual(220_000);
    expect(summary).toMatchObject({ events: events.size, records: delivered, files: paths.length });
    expect(paths.length).toBeLessThan(12_000);
    expect(badRecords).toBe(0);
    expect(nulEscapes).toBe(0);
  });

  it("has the layout of an organisation's trail on S3", () => {
    expect(outside).toEqual([]);
    const places = new Set(paths.map((path) => path.split("/").slice(2, 5).join("/")));
    const expected = Object.values(demoAccounts).flatMap((account) =>
      demoRegions.map((region) => `${account}/CloudTrail/${region}`),
    );
    expect([...places].sort()).toEqual(expected.sort());
    const wrong = paths.filter((path) => {
      const [, account, region, y, m, d, account2, region2, y2, m2, d2] = PATH.exec(path) ?? [];
      return account !== account2 || region !== region2 || `${y}${m}${d}` !== `${y2}${m2}${d2}`;
    });
    expect(wrong).toEqual([]);
  });

  it("delivers with the lag of a real trail", () => {
    lags.sort((a, b) => a - b);
    const share = (part: number): number => lags[Math.floor(lags.length * part)] ?? 0;
    expect(lags[0]).toBeGreaterThan(0);
    expect(share(0.5)).toBeGreaterThan(2.5);
    expect(share(0.5)).toBeLessThan(3.5);
    expect(share(0.99)).toBeGreaterThan(8);
    expect(share(0.99)).toBeLessThan(9.5);
    expect(lags.at(-1)).toBeLessThanOrEqual(10);
  });

  it("stores late-evening events under the next day, and all from 23:55 on", () => {
    expect(nextDay).toBeGreaterThan(100);
    expect(nextDay).toBeLessThan(lateEvening);
    const root = all().filter((one) => one.userIdentity.type === "Root");
    const late = root.filter(
      ({ eventTime: time }) => time > "2026-03-08T23:55" && time < "2026-03-09",
    );
    expect(late).toHaveLength(3);
  });

  it("delivers some events twice and stores some of another region", () => {
    expect(delivered - events.size).toBeGreaterThan(500);
    expect(delivered).toBeLessThan(events.size * 1.03);
    expect(filedElsewhere).toBeGreaterThan(1_000);
  });

  it("has the variety of a real account", () => {
    const distinct = (value: (one: ReadRecord) => string | undefined): number =>
      new Set(all().map(value)).size;
    expect(distinct((one) => one.eventName)).toBeGreaterThan(60);
    expect(distinct((one) => one.eventSource)).toBeGreaterThanOrEqual(40);
    expect(distinct((one) => one.userIdentity.type)).toBeGreaterThanOrEqual(8);
    expect(distinct((one) => one.errorCode)).toBeGreaterThan(12);
    expect([...new Set(all().map((one) => one.eventVersion))].sort()).toEqual([
      "1.08",
      "1.09",
      "1.10",
      "1.11",
    ]);
    const people = all().filter((one) => one.eventTime.slice(11, 13) === "10").length;
    const night = all().filter((one) => one.eventTime.slice(11, 13) === "02").length;
    expect(people).toBeGreaterThan(night * 2);
    const heartbeats = all().filter((one) => one.eventName === "UpdateInstanceInformation");
    expect(new Set(heartbeats.map((one) => one.userIdentity.principalId)).size).toBe(21);
    for (const one of heartbeats.slice(0, 200))
      expect(one.userIdentity.principalId).toMatch(/^AROA[A-Z0-9]{17}:i-0[0-9a-f]{16}$/);
  });

  it.each(
    demoIncidents.flatMap((incident) =>
      incident.facts.map((fact) => ({
        name: `${incident.id}: ${fact.step} ${JSON.stringify(fact.inputs)}`,
        fact,
        window: fact.window ?? incident.window,
      })),
    ),
  )("answers $name", ({ fact, window }) => {
    const answer = answerOf(fact, window, all());
    if (fact.rowCount !== undefined) expect(answer.rowCount).toBe(fact.rowCount);
    if (fact.rows !== undefined) expect(answer.rows.slice(0, fact.rows.length)).toEqual(fact.rows);
  });

  it("has well-formed keys, and the backdoor key in the answer that made it", () => {
    for (const key of [CI_DEPLOY.accessKeyId, BACKDOOR_KEY])
      expect(key).toMatch(/^AKIA[A-Z0-9]{16}$/);
    const keys = new Set(all().map((one) => one.userIdentity.accessKeyId ?? ""));
    const odd = [...keys].filter((key) => key !== "" && !/^(AKIA|ASIA)[A-Z0-9]{16}$/.test(key));
    expect(odd).toEqual([]);
    const made = all().filter((one) => JSON.stringify(one.responseElements).includes(BACKDOOR_KEY));
    expect(made.map((one) => one.eventName)).toEqual(["CreateAccessKey"]);
  });

  it("has every hostile text in agents, names, buckets and messages", () => {
    const day = all().filter((one) => one.eventTime.startsWith("2026-03-15"));
    const agents = new Set(day.map((one) => one.userAgent));
    const names = new Set(day.map((one) => one.userIdentity.userName));
    const messages = day.map((one) => one.errorMessage ?? "");
    const parameters = day.map((one) => JSON.stringify(one.requestParameters));
    for (const text of demoHostileTexts) {
      expect(agents).toContain(text);
      expect(names).toContain(text);
      expect(messages.some((one) => one.endsWith(`: ${text}`))).toBe(true);
      expect(parameters.some((one) => one.includes(`"bucketName":${JSON.stringify(text)}`))).toBe(
        true,
      );
    }
    expect(agents).toContain(demoLongUserAgent);
    expect(demoLongUserAgent).toHaveLength(8_192);
    expect(largest).toBeGreaterThanOrEqual(30_000);
    expect(parameters.some((one) => one.includes('{"a":'.repeat(DEMO_NESTING)))).toBe(true);
    expect(day.some((one) => one.userIdentity.type === undefined)).toBe(true);
    const hostile = day.filter((one) => one.userIdentity.principalId === HOSTILE_PRINCIPAL);
    const addresses = new Set(hostile.map((one) => one.sourceIPAddress));
    for (const ip of demoHostileAddresses) expect(addresses).toContain(ip);
  });

  it("is marked as finished with its seed and size", async () => {
    expect(await readDemoMarker(dir)).toEqual(summary);
    expect(await hasDemoAccount(dir)).toBe(true);
    expect(await hasDemoAccount(dir, { seed: 7 })).toBe(false);
    expect(await hasDemoAccount(dir, { events: 5 })).toBe(false);
  });
});
