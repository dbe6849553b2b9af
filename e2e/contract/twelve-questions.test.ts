/** Twelve questions of an analyst over the logs of an attack, against answers counted in the files. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { importLogs } from "@/lib/lake/import/import-logs";
import { newFolder } from "@/lib/lake/lake.fixture";
import { corporaMissing, corpusLogs, corpusRecords } from "./corpora";
import { runCommand } from "./run-command.fixture";

const RANGE = ["--from", "2023-07-10T11:00:00Z", "--to", "2023-07-10T13:00:00Z"];
const KEY = "AKIATFQR7NSC8Q4X20BJ";
const USER = "bert-jan";
const ADDRESS = "192.168.10.20";
const SESSION = "ASIATFQR7NSCWLLE7IWW";

const text = z.string().nullish();
const logged = z.object({
  eventTime: z.string(),
  eventName: z.string(),
  sourceIPAddress: z.string(),
  userAgent: text,
  errorCode: text,
  userIdentity: z.object({ userName: text, accessKeyId: text }),
  requestParameters: z.looseObject({ secretId: text, userName: text }).nullish(),
  responseElements: z.object({ credentials: z.object({ accessKeyId: text }).nullish() }).nullish(),
  additionalEventData: z.object({ MFAUsed: text }).nullish(),
});
type Logged = z.infer<typeof logged>;
type Answered = Readonly<Record<string, unknown>>;

async function answerOf(step: string, inputs: Readonly<Record<string, string>> = {}) {
  const set = Object.entries(inputs).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const { result, written } = await runCommand([step, ...RANGE, "--format", "json", ...set]);
  if (!result.ok) throw new Error(result.failure.message);
  const rows: readonly Answered[] = JSON.parse(written);
  return rows;
}

/** How many there are of each value. */
function countsOf(values: readonly unknown[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
const totalsOf = (rows: readonly Answered[], by: string) =>
  Object.fromEntries(rows.map((row) => [String(row[by]), Number(row.total)]));
const distinct = (values: readonly unknown[]) => [...new Set(values)].sort();

if (corporaMissing !== null) it.skip(`real logs: ${corporaMissing}`, () => undefined);

describe.skipIf(corporaMissing !== null)("in the logs of an attack", () => {
  const lake = newFolder();
  let events: readonly Logged[] = [];
  beforeAll(async () => {
    events = corpusRecords("invictus").map((record) => logged.parse(record));
    const imported = await importLogs({ from: corpusLogs("invictus"), lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    process.env.TRAILBOOK_DATA = lake;
    Reflect.deleteProperty(globalThis, "trailbookBackend");
  });
  afterAll(() => rmSync(lake, { recursive: true, force: true }));

  const where = (name: keyof Logged["userIdentity"], value: string) =>
    events.filter(({ userIdentity }) => userIdentity[name] === value);
  const called = (...names: readonly string[]) =>
    events.filter(({ eventName }) => names.includes(eventName));

  it("1. whose key is it?", async () => {
    const owners = distinct(
      where("accessKeyId", KEY).map(({ userIdentity }) => userIdentity.userName),
    );
    const rows = await answerOf("access-key-exposure/key-owner", { accessKeyId: KEY });
    expect(owners).toEqual([USER]);
    expect(rows.map(({ arn }) => String(arn).split("/").at(-1))).toEqual(owners);
  });

  it("2. which agents did the user have?", async () => {
    const rows = await answerOf("user/user-tools", { userName: USER });
    const agents = countsOf(where("userName", USER).map(({ userAgent }) => userAgent));
    expect(totalsOf(rows, "useragent")).toEqual(agents);
    expect(rows.length).toBeGreaterThan(10);
  });

  it("3. from which addresses did the user call?", async () => {
    const rows = await answerOf("user/user-addresses", { userName: USER });
    const addresses = where("userName", USER).map(({ sourceIPAddress }) => sourceIPAddress);
    expect(totalsOf(rows, "sourceipaddress")).toEqual(countsOf(addresses));
  });

  it("4. which keys were used from the address?", async () => {
    const rows = await answerOf("address/address-keys", { sourceIp: ADDRESS });
    const keys = events
      .filter(({ sourceIPAddress }) => sourceIPAddress === ADDRESS)
      .map(({ userIdentity }) => userIdentity.accessKeyId ?? null);
    expect(totalsOf(rows, "accesskeyid")).toEqual(countsOf(keys));
    expect(rows.length).toBeGreaterThan(3);
  });

  it("5. what was the user denied?", async () => {
    const rows = await answerOf("user/user-denied", { userName: USER });
    const denied = where("userName", USER).filter(({ errorCode }) =>
      /^(Client\.)?(AccessDenied|UnauthorizedOperation)/.test(errorCode ?? ""),
    );
    const calls: Record<string, number> = {};
    for (const { eventname, total } of rows)
      calls[String(eventname)] = (calls[String(eventname)] ?? 0) + Number(total);
    expect(calls).toEqual(countsOf(denied.map(({ eventName }) => eventName)));
    expect(denied).toHaveLength(15);
  });

  it("6. which secrets were read?", async () => {
    const rows = await answerOf("secrets/secrets-read");
    const read = called("GetSecretValue").filter(({ errorCode }) => !errorCode);
    const named = countsOf(
      read.map(({ requestParameters }) => requestParameters?.secretId?.split(":secret:").at(-1)),
    );
    const secrets = rows.filter(({ eventname }) => eventname === "GetSecretValue");
    const succeeded = secrets.map(({ resource, succeeded }) => [
      String(resource).replace(/^secret\//, ""),
      Number(succeeded),
    ]);
    expect(Object.fromEntries(succeeded)).toEqual(named);
    expect(rows.length).toBeGreaterThan(20);
  });

  it("7. what was shared, and with whom?", async () => {
    const shares = called(
      "ModifyImageAttribute",
      "ModifySnapshotAttribute",
      "ModifyDBSnapshotAttribute",
    );
    const accounts = (request: unknown) =>
      JSON.stringify(request ?? null).match(/\b\d{12}\b/g) ?? [];
    const expected = distinct(
      shares.flatMap(({ requestParameters }) => accounts(requestParameters)),
    );
    const rows = await answerOf("changes/shares");
    const shared = rows.filter(({ eventname }) => /^Modify/.test(String(eventname)));
    expect(distinct(shared.flatMap(({ requeststart }) => accounts(requeststart)))).toEqual(
      expected,
    );
    expect(expected.length).toBeGreaterThan(1);
  });

  it("8. which of the users created are still there?", async () => {
    const usersOf = (name: string) =>
      called(name)
        .filter(({ errorCode }) => !errorCode)
        .map(({ requestParameters }) => requestParameters?.userName);
    const gone = usersOf("DeleteUser");
    const rows = await answerOf("user/left-behind", { userName: USER });
    const users = rows.filter(({ kind }) => kind === "user");
    const nameOf = ({ resource }: Answered) => String(resource).replace(/^user\//, "");
    expect(users.length).toBeGreaterThan(0);
    expect(distinct(users.map(nameOf))).toEqual(distinct(usersOf("CreateUser")));
    expect(users.filter(({ removedtime }) => removedtime === null).map(nameOf)).toEqual(
      usersOf("CreateUser").filter((user) => !gone.includes(user)),
    );
  });

  it("9. who opened the session?", async () => {
    const opened = called("AssumeRole").filter(
      ({ responseElements }) => responseElements?.credentials?.accessKeyId === SESSION,
    );
    const rows = await answerOf("access-key-exposure/opened-by", { accessKeyId: SESSION });
    expect(rows.map(({ accesskeyid, eventtime }) => [accesskeyid, eventtime])).toEqual(
      opened.map(({ userIdentity, eventTime }) => [userIdentity.accessKeyId, eventTime]),
    );
    expect(rows).toMatchObject([{ actor: USER, accesskeyid: KEY }]);
  });

  it("10. which sessions did the key open?", async () => {
    const opened = where("accessKeyId", KEY).flatMap(
      ({ responseElements }) => responseElements?.credentials?.accessKeyId ?? [],
    );
    const rows = await answerOf("access-key-exposure/sessions-opened", { accessKeyId: KEY });
    const issued = rows.flatMap(({ issuedkey }) => issuedkey ?? []);
    expect(distinct(issued)).toEqual(distinct(opened));
    expect(opened.length).toBeGreaterThan(5);
  });

  it("11. when was the user first and last seen?", async () => {
    const times = where("userName", USER)
      .map(({ eventTime }) => eventTime)
      .sort();
    const rows = await answerOf("actors/all-actors");
    expect(rows.find(({ actor }) => actor === USER)).toMatchObject({
      firstseen: times[0],
      lastseen: times.at(-1),
      total: times.length,
    });
  });

  it("12. who signed in without MFA?", async () => {
    const without = called("ConsoleLogin").filter(
      ({ additionalEventData }) => additionalEventData?.MFAUsed === "No",
    );
    const rows = await answerOf("general-purpose/sign-ins");
    expect(rows.filter(({ mfaused }) => mfaused === "No").map(({ username }) => username)).toEqual(
      without.map(({ userIdentity }) => userIdentity.userName),
    );
    expect(without).toHaveLength(1);
  });
});
