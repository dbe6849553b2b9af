/** Credentials that expire, are renewed in their file, or are missing: the SDK's own chain, no restart. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import type { Backend } from "@/lib/backend/backend";
import { settled } from "@/lib/engine/answer-rows";
import { openAthena } from "@/lib/engine/athena/open";
import { newFolder } from "@/lib/lake/lake.fixture";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { optionsFor, server as startServer } from "./athena-engine.fixture";

let server: AthenaServer;
let folder: string;
let place: Backend | null = null;

beforeAll(async () => {
  server = await startServer();
});
beforeEach(async () => {
  await server.control.reset();
  folder = newFolder();
  for (const [name, value] of Object.entries({
    AWS_PROFILE: "responder",
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    // No machine of a test is an instance with a role.
    AWS_EC2_METADATA_DISABLED: "true",
  }))
    vi.stubEnv(name, value);
  write("config", "");
  vi.spyOn(console, "warn").mockReturnValue();
});
afterEach(async () => {
  await place?.close();
  place = null;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => server.close());

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const signIn = (keyId: string) =>
  write(
    "credentials",
    `[responder]\naws_access_key_id = ${keyId}\naws_secret_access_key = s\naws_session_token = t-${keyId}\n`,
  );

async function ask(on: Backend, stepId: string) {
  const request: AskedStep = {
    ...{ playbookId: "general-purpose", stepId, inputs: {}, accounts: [], regions: [] },
    ...{ from: "2026-01-31T00:00:00Z", to: "2026-02-01T00:00:00Z", filters: [] },
  };
  const [answer] = await startSteps(on, [request]);
  if (answer?.kind !== "started") return answer;
  return settled(on.engine, answer.runId);
}

const signedWith = () => new Set(server.control.calls().log.map(({ accessKeyId }) => accessKeyId));

describe("credentials in a file", () => {
  const [OLD, NEW] = ["ASIAOLDOLDOLDOLDOLD1", "ASIANEWNEWNEWNEWNEW2"];

  it("are taken without a restart once they were renewed", async () => {
    signIn(OLD);
    place = await backendAt(server.url, newFolder(), NO_SLICES);
    expect(await ask(place, "common-actions")).toMatchObject({ state: "done" });
    expect([...signedWith()]).toEqual([OLD]);
    server.control.expireAccessKey(OLD);
    expect(await ask(place, "common-errors")).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/have expired: .* takes the new ones without a restart/),
    });
    signIn(NEW);
    expect(await ask(place, "common-errors")).toMatchObject({ state: "done" });
    const since = server.control.calls().total;
    expect(await ask(place, "most-denied-principals")).toMatchObject({ state: "done" });
    const later = server.control.calls().log.slice(since);
    expect(new Set(later.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set([NEW]));
  });

  it("are resolved once for all clients of a backend", async () => {
    const keys = { Version: 1, AccessKeyId: OLD, SecretAccessKey: "s", SessionToken: "t" };
    const [program, uses] = [join(folder, "program.sh"), join(folder, "uses")];
    write("program.sh", `echo use >> '${uses}'\necho '${JSON.stringify(keys)}'\n`);
    write("config", `[profile responder]\ncredential_process = /bin/sh ${program}\n`);
    place = await backendAt(server.url, newFolder(), NO_SLICES);
    expect(await ask(place, "common-actions")).toMatchObject({ state: "done" });
    expect([...signedWith()]).toEqual([OLD]);
    expect(readFileSync(uses, "utf8")).toBe("use\n");
  });
});

describe("no credentials", () => {
  const problem = async (): Promise<string> => {
    const opened = await openAthena(optionsFor(server.url));
    if (opened.ok) await opened.value.close();
    return opened.ok ? "" : opened.failure.message;
  };

  it("because nothing names any", async () => {
    vi.stubEnv("AWS_PROFILE", undefined);
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    rmSync(join(folder, "config"));
    expect(await problem()).toMatch(/^This server has no AWS credentials: set AWS_PROFILE, run/);
  });

  it("because the profile is not there", async () => {
    expect(await problem()).toMatch(/^The AWS profile “responder” does not exist/);
  });

  it("because the sign-in of IAM Identity Center is missing", async () => {
    vi.stubEnv("HOME", folder);
    write(
      "config",
      "[profile responder]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = ir\n[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = us-east-1\n",
    );
    expect(await problem()).toMatch(/missing or has expired: run aws sso login with its --profile/);
  });

  it("because the profile wants an MFA code", async () => {
    signIn("AKIABASEBASEBASEBASE");
    write(
      "config",
      "[profile responder]\nrole_arn = arn:aws:iam::111122223333:role/ir\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n",
    );
    write("credentials", "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n");
    expect(await problem()).toMatch(/^The AWS profile “responder” needs an MFA code/);
  });
});
