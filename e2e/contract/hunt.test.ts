/** `trailbook hunt` as a process over a small lake, with a webhook that is down first. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Alert } from "@/lib/hunt/alert";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { runBin } from "./command-line.fixture";

const HOSTILE = "mallory\u001b]0;owned\u0007";
const lake = path.join(newFolder(), "lake");
const logs = newFolder();

const received: Alert[] = [];
let status = 503;
const server = createServer(async (request, response) => {
  const body: unknown = JSON.parse(await text(request));
  // Longer than any wait of this hunt.
  const headers = { "Retry-After": "3600", Connection: "close" };
  if (status === 200) received.push(Alert.parse(body));
  response.writeHead(status, headers).end();
});

const userCreated = (id: number, agoMs: number) =>
  event(id, {
    eventTime: `${new Date(Date.now() - agoMs).toISOString().slice(0, 19)}Z`,
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    readOnly: false,
    userIdentity: {
      type: "IAMUser",
      arn: `arn:aws:iam::111122223333:user/${HOSTILE}`,
      userName: HOSTILE,
      accountId: "111122223333",
    },
  });

let webhook = "";
const hunt = (...words: readonly string[]) =>
  runBin(["hunt", ...words], {
    environment: {
      TRAILBOOK_DATA: lake,
      TRAILBOOK_WEBHOOK: webhook,
      TRAILBOOK_URL: "https://trailbook.example.com",
    },
  });

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  put(logs, "a.json", log(userCreated(1, 2 * HOUR_MS), userCreated(2, HOUR_MS)));
  await imported(logs, lake);
});
afterAll(() => server.close());

it("reports once, delivers what waits, and finds what was imported late", async () => {
  const dry = await hunt("--dry-run");
  expect(dry).toMatchObject({ code: 10, err: "" });
  const first = await hunt();
  expect(first).toMatchObject({ code: 1, out: dry.out });
  expect(first.out).toMatch(
    /^medium {2}A user was created: .*mallory\\u001B.*, 2 events, .*Z to .*Z\.\n +https:\/\/trailbook\.example\.com\/playbooks\/watchlist\?\S+\n$/,
  );
  expect(first.err).toBe(
    "1 alert waits for the webhook; the next hunt delivers it first. The webhook answered 503.\n",
  );

  status = 200;
  expect(await hunt()).toEqual({ code: 0, out: "", err: "" });
  expect(received).toMatchObject([{ rule: "user-created", total: 2, eventIds: { length: 2 } }]);

  put(logs, "late.json", log(userCreated(3, 40 * DAY_MS)));
  await imported(logs, lake);
  const late = await hunt("--format", "jsonl");
  expect(late).toMatchObject({ code: 10, err: "" });
  const [line = "", ...more] = late.out.trim().split("\n");
  expect(more).toEqual([]);
  expect(Alert.parse(JSON.parse(line))).toEqual(received[1]);
  expect(received[1]).toMatchObject({ total: 1, eventIds: [event(3).eventID] });
});

it("does not report what is suppressed on the page, unless that cannot be read", async () => {
  const file = path.join(lake, "suppressions.json");
  const of = { id: "s", rule: "user-created", actor: null, reason: "Tests", until: "9999-12-31" };
  const suppression = { ...of, madeAt: "2026-03-01T00:00:00Z" };
  writeFileSync(file, JSON.stringify({ version: 1, suppressions: [suppression] }));
  put(logs, "more.json", log(userCreated(4, HOUR_MS)));
  await imported(logs, lake);
  expect(await hunt("--dry-run")).toEqual({
    code: 0,
    out: "",
    err: "1 new finding with 1 event is suppressed on the page and not reported.\n",
  });
  writeFileSync(file, "{");
  const unread = await hunt("--dry-run");
  expect(unread.code).toBe(10);
  expect(unread.err).toMatch(/^The suppressed findings in .* cannot be read: it is not JSON\./);
  writeFileSync(file, JSON.stringify({ version: 1, suppressions: [suppression] }));
  expect(await hunt()).toEqual({ code: 0, out: "", err: "" });
  rmSync(file);
  expect(await hunt()).toEqual({ code: 0, out: "", err: "" });
});

it("reports a call into another account once, whose log has it a hunt later", async () => {
  const [data, two] = [path.join(newFolder(), "lake"), newFolder()];
  const logged = (id: number, account: string, userIdentity: object) => ({
    ...userCreated(id, HOUR_MS),
    sharedEventID: "11111111-1111-4111-8111-111111111111",
    recipientAccountId: account,
    userIdentity,
  });
  const arn = "arn:aws:sts::444455556666:assumed-role/jump/jw";
  const callers = { type: "AssumedRole", arn, accountId: "444455556666", accessKeyId: "ASIA1" };
  const called = { type: "AWSAccount", principalId: "AROA:jw", accountId: "444455556666" };
  put(two, "a.json", log(logged(1, "444455556666", callers), logged(2, "111122223333", called)));
  await imported(two, data);
  const environment = { TRAILBOOK_DATA: data };
  const { code, out } = await runBin(["hunt", "--format", "jsonl"], { environment });
  expect(code).toBe(10);
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => Alert.parse(JSON.parse(line))),
  ).toMatchObject([{ actor: "jump/jw", total: 1, accounts: ["111122223333", "444455556666"] }]);
  put(two, "b.json", log(logged(3, "777788889999", called)));
  await imported(two, data);
  expect(await runBin(["hunt"], { environment })).toEqual({ code: 0, out: "", err: "" });
});

it("keeps the roll-ups of the days before, which the next hunt reads", async () => {
  const [data, old] = [path.join(newFolder(), "lake"), newFolder()];
  put(old, "a.json", log(userCreated(1, HOUR_MS), userCreated(2, 10 * DAY_MS)));
  await imported(old, data);
  const environment = { TRAILBOOK_DATA: data };
  expect(await runBin(["hunt"], { environment })).toMatchObject({ code: 10 });
  const kept = readdirSync(path.join(data, "rollups"), { recursive: true, encoding: "utf8" });
  expect(kept.filter((name) => name.endsWith(".parquet"))).toHaveLength(1);
  expect(await runBin(["hunt"], { environment })).toMatchObject({ code: 0, out: "" });
});

it("reports the hits of Sigma rules with their author, also in late files, and no old ones of a new rule", async () => {
  const [data, own, rules] = [path.join(newFolder(), "lake"), newFolder(), newFolder()];
  const ruleText = (number: number) => `title: Rule ${number}
id: 00000000-0000-0000-0000-00000000000${number}
author: Ann Author
license: DRL 1.1
level: critical
logsource: { product: aws, service: cloudtrail }
detection: { a: { userAgent|startswith: tool }, condition: a }
`;
  const used = (id: number, agoMs: number) =>
    event(id, { ...userCreated(id, agoMs), eventName: "GetUser", userAgent: "tool/1" });
  put(rules, "1.yml", ruleText(1));
  put(own, "a.json", log(used(1, 3 * HOUR_MS)));
  await imported(own, data);
  const environment = { TRAILBOOK_DATA: data, TRAILBOOK_RULES: rules };
  const alerts = async () => {
    const { out } = await runBin(["hunt", "--format", "jsonl"], { environment });
    return out.split("\n").flatMap((line) => (line === "" ? [] : [Alert.parse(JSON.parse(line))]));
  };
  const id = "sigma:00000000-0000-0000-0000-000000000001";
  const found = { rule: id, severity: "high", author: "Ann Author", licence: "DRL 1.1", total: 1 };
  const [alert, ...more] = await alerts();
  expect(more).toEqual([]);
  expect(alert).toMatchObject({ ...found, actor: HOSTILE, eventIds: [event(1).eventID] });
  expect(alert?.link).toMatch(new RegExp(`^/rules\\?from=.*&rule=${id}$`));

  put(rules, "2.yml", ruleText(2));
  put(own, "late.json", log(used(2, 40 * DAY_MS)));
  await imported(own, data);
  expect(await alerts()).toMatchObject([{ ...found, eventIds: [event(2).eventID] }]);
  expect(await runBin(["hunt"], { environment })).toEqual({ code: 0, out: "", err: "" });
  put(own, "new.json", log(used(3, 0)));
  await imported(own, data);
  const { code, out } = await runBin(["hunt"], { environment });
  expect(code).toBe(10);
  expect(out).toMatch(/^high {4}Rule [12]: .*Sigma rule by Ann Author, licence: DRL 1\.1\.\n/);
  expect(out.match(/Sigma rule by/g)).toHaveLength(2);

  rmSync(rules, { recursive: true });
  const unread = await runBin(["hunt"], { environment });
  expect(unread).toMatchObject({ code: 1, out: "" });
  expect(unread.err).toMatch(/cannot be read: there is no such folder/);
});

it("refuses wrong usage with its own exit code, and a damaged state without a change to it", async () => {
  expect(await hunt("--late", "1m")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^“--late 1m” is not a duration/),
  });
  const file = path.join(lake, "hunt", "lake.json");
  writeFileSync(file, "{");
  const { code, err } = await hunt();
  expect(code).toBe(1);
  expect(err).toMatch(/lake\.json is damaged: it is not JSON\. Move it/);
  expect(readFileSync(file, "utf8")).toBe("{");
});
