/**
 * `test` with its own Athena server and app server: Athena's log of calls shows what the browser
 * caused, and the app can be killed and started again.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tsImport } from "tsx/esm/api";
import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { athenaEnvironment } from "../athena-environment";
import type { AthenaServer } from "../athena-server";
import type { ExecutionRecord } from "../athena-server/types";
import { preparedLake } from "../lake";
import { findFreePort } from "../ports";
import { linkTo } from "./links";
import { test as base } from "./test";

export { expect } from "./test";

/** What a page says on the console while its server is ended or started again, as these tests do. */
const SERVER_GONE = /ERR_(CONNECTION_|EMPTY_RESPONSE|INCOMPLETE_|NETWORK_|ABORTED)/;

/** The default timing: slow enough to see a live run, and never throttled. */
const DELAYS = { queueMs: 20, queryMs: 80, stopMs: 20, listMs: 0 };
const LIMITS = { concurrentDml: 20, rates: null };
/** Scales a small lake to a company's size: a kilobyte of Parquet counts as a megabyte. */
const BYTES_FACTOR = 1_000;

/** The link to a question of one test: its SQL contains the mark, and its answer has 312 rows. */
export function question(mark: string): string {
  return linkTo("general-purpose/search", {
    window: KEY_INCIDENT_WINDOW,
    inputs: { accessKeyId: CI_DEPLOY.accessKeyId },
    filters: [`eventname:not:${mark}`],
  });
}

export const QUESTION_ROWS = 312;

/** The parser behind the server has modules that Node finds by tsx alone, and Playwright's loader does not. */
const athenaServer: Promise<typeof import("../athena-server")> = tsImport(
  "../athena-server/index.ts",
  import.meta.url,
);

export type Stage = {
  readonly control: AthenaServer["control"];
  readonly url: string;
  /** Executions whose SQL contains a text that only one test uses. */
  readonly executions: (mark: string) => readonly ExecutionRecord[];
  /** Kills the app, as a crash does. */
  readonly kill: () => Promise<void>;
  /** Stops the app with a signal, as Ctrl-C and a service manager do. */
  readonly end: () => Promise<void>;
  /** Starts the app if it is not running; with other settings it runs until it is stopped. */
  readonly start: (settings?: Readonly<Record<string, string>>) => Promise<void>;
};

type App = { readonly process: ChildProcess; readonly group: number };

async function startApp(port: number, environment: Readonly<Record<string, string>>): Promise<App> {
  const child = spawn(process.execPath, ["bin/start.cjs"], {
    // A separate process group, so that a kill reaches Next's process as well.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment, PORT: String(port) },
  });
  if (child.pid === undefined) throw new Error("the app could not be started");
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith("Trailbook is ready")) continue;
    // Opens what the first page would open, so that it is not part of a test.
    await fetch(`http://127.0.0.1:${port}/api/health`);
    return { process: child, group: child.pid };
  }
  throw new Error("the app ended before it was ready");
}

async function endApp({ process: child, group }: App, signal: "SIGKILL" | "SIGTERM") {
  const ended = once(child, "exit");
  process.kill(signal === "SIGKILL" ? -group : group, signal);
  await ended;
}

export const test = base.extend<{ readonly stage: Stage }, { readonly theater: Stage }>({
  expectedErrors: async ({ browserName: _ }, use) => use([SERVER_GONE]),
  theater: [
    async ({ browserName: _ }, use, { workerIndex }) => {
      const { startAthenaServer } = await athenaServer;
      const athena = await startAthenaServer({
        lake: await preparedLake(),
        bytesFactor: BYTES_FACTOR,
      });
      const dataDir = join(process.cwd(), `.trailbook/e2e/servers/stage-${workerIndex}`);
      rmSync(dataDir, { recursive: true, force: true });
      mkdirSync(dataDir, { recursive: true });
      const port = await findFreePort();
      const start = (settings: Readonly<Record<string, string>> = {}) =>
        startApp(port, { ...athenaEnvironment(athena.url, dataDir), ...settings });
      let app: App | null = await start();
      const end = async (signal: "SIGKILL" | "SIGTERM") => {
        if (app) await endApp(app, signal);
        app = null;
      };
      const stage: Stage = {
        control: athena.control,
        url: `http://127.0.0.1:${port}`,
        executions: (mark) => athena.control.executions().filter(({ sql }) => sql.includes(mark)),
        kill: () => end("SIGKILL"),
        end: () => end("SIGTERM"),
        start: async (settings) => {
          app ??= await start(settings);
        },
      };
      await use(stage);
      await stage.kill();
      await athena.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ theater }, use) => use(theater.url),
  stage: [
    async ({ theater }, use) => {
      theater.control.delays(DELAYS);
      theater.control.limits(LIMITS);
      theater.control.faults(null);
      theater.control.workGroup("primary", { bytesScannedCutoff: null });
      await theater.start();
      await use(theater);
    },
    { auto: true },
  ],
});
