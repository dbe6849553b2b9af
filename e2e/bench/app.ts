/** The built app over a lake, and a browser to use it with. */
import { spawn } from "node:child_process";
import { type Browser, chromium, type Page } from "@playwright/test";
import { ensureBuilt } from "@/lib/cli/build";
import { formatInvestigation, startAt } from "@/lib/investigation/investigation";
import type { InputValues } from "@/queries/playbook";
import { findBrowser } from "../find-browser";
import { choosePorts } from "../ports";

export type App = {
  readonly url: string;
  /** A page of a separate browser context: nothing is cached. */
  readonly newPage: () => Promise<Page>;
  readonly close: () => Promise<void>;
};

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;
const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const PAGE = { viewport: { width: 1440, height: 900 }, locale: "en-US", timezoneId: "UTC" };

/** esbuild wraps functions with names in a call of this; those that go to the page take it along. */
const KEEPS_NAMES = "globalThis.__name = (of) => of";

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/health`).catch(() => null);
  return response?.ok ?? false;
}

type Environment = Readonly<Record<string, string>>;

/** Serves the built app as `npm start` does, with settings such as TRAILBOOK_DATA; `pid` is the process that started the server. */
export async function serveApp(environment: Environment) {
  if (!(await ensureBuilt())) throw new Error("The app could not be built.");
  const [port] = await choosePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/start.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...environment, PORT: String(port) },
  });
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const startedAt = performance.now();
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || performance.now() - startedAt > READY_WITHIN_MS) {
      await stop();
      throw new Error("The app did not start.");
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return { url, pid: child.pid ?? 0, stop };
}

/** Opens the app and a browser. The caller closes them. */
export async function openApp(environment: Environment): Promise<App> {
  const { url, stop } = await serveApp(environment);
  let browser: Browser;
  try {
    const { path } = await findBrowser();
    browser = await chromium.launch({ executablePath: path, args: BROWSER_ARGUMENTS });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    newPage: async () => {
      const context = await browser.newContext(PAGE);
      await context.addInitScript(KEEPS_NAMES);
      return context.newPage();
    },
    close: async () => {
      await browser.close();
      await stop();
    },
  };
}

/** The path of a step over all accounts and regions. */
export function stepPath(
  address: string,
  [fromMs, toMs]: readonly [fromMs: number, toMs: number],
  inputs: InputValues = {},
): string {
  const [playbookId = "", stepId = ""] = address.split("/");
  const scope = { accounts: [], regions: [], fromMs, toMs };
  return formatInvestigation(startAt({ playbookId, stepId, scope, inputs, filters: [] }));
}
