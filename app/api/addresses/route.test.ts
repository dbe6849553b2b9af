import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { writeMmdb } from "@/lib/geo/mmdb-writer.fixture";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { GET } from "../health/route";
import { POST } from "./route";

beforeAll(async () => {
  const folder = newFolder();
  put(folder, "country.mmdb", writeMmdb({ "185.220.0.0/16": { country_code: "DE" } }));
  put(folder, "old.mmdb", "MMDB");
  vi.stubEnv("TRAILBOOK_GEO", folder);
  const logs = newFolder();
  put(logs, "log.json", log(event(1)));
  const lake = newFolder();
  await imported(logs, lake);
  vi.stubEnv("TRAILBOOK_DATA", lake);
});
afterAll(() => void vi.unstubAllEnvs());

const post = (body: unknown): Promise<Response> =>
  POST(
    new Request("http://localhost/api/addresses", { method: "POST", body: JSON.stringify(body) }),
  );

it("describes addresses in their order, whatever text is among them", async () => {
  const response = await post(["185.220.101.4", "__proto__", "10.0.0.1"]);
  expect(await response.json()).toMatchObject([
    { label: ["DE"], country: { code: "DE", name: "Germany" } },
    { label: [], kind: "not-an-address" },
    { label: ["private"] },
  ]);
});

it.each([
  ["more than 1,000", Array(1_001).fill("1.1.1.1")],
  ["too long a text", ["1".repeat(129)]],
  ["no list", { address: "1.1.1.1" }],
  ["another type", [1]],
])("refuses %s", async (_, body) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    message: expect.stringMatching(/at most 1000 addresses/),
  });
});

it("a file that cannot be used is a warning of the health check, which succeeds", async () => {
  const response = await GET();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    ok: true,
    warnings: [expect.stringMatching(/^old\.mmdb is not a whole MaxMind DB file/)],
  });
});
