/** Finds a browser to test with, so that a fresh machine needs no manual step. */
import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";

export type FoundBrowser = { readonly path: string; readonly how: string };

const MANUAL_WAY_OUT =
  "install Chrome or Chromium, run `npx playwright install chromium`, or set TRAILBOOK_BROWSER to a browser's path.";

/** Passes the result to child processes (Playwright loads its config in every worker). */
const INHERITED = "TRAILBOOK_BROWSER_FOUND";

let found: Promise<FoundBrowser> | undefined;

/**
 * The browser to use and how it was found; says so on stderr, once.
 * Order: TRAILBOOK_BROWSER, an installed browser, Playwright's download, apt as root.
 */
export function findBrowser(): Promise<FoundBrowser> {
  found ??= inherited() ?? search();
  return found;
}

function inherited(): Promise<FoundBrowser> | undefined {
  const [path, how] = process.env[INHERITED]?.split("\n") ?? [];
  return path && how && existsSync(path) ? Promise.resolve({ path, how }) : undefined;
}

async function search(): Promise<FoundBrowser> {
  const browser = fromEnvironment() ?? (await installed()) ?? (await downloaded()) ?? (await apt());
  process.env[INHERITED] = `${browser.path}\n${browser.how}`;
  say(`${browser.path} (${browser.how})`);
  return browser;
}

function fromEnvironment(): FoundBrowser | undefined {
  const path = process.env.TRAILBOOK_BROWSER;
  if (!path) return undefined;
  if (!existsSync(path)) {
    throw new Error(`TRAILBOOK_BROWSER names ${path}, which does not exist: correct or unset it.`);
  }
  return { path, how: "TRAILBOOK_BROWSER" };
}

async function installed(): Promise<FoundBrowser | undefined> {
  for (const path of candidates()) {
    if (existsSync(path) && (await runs(path))) return { path, how: "installed" };
  }
  return undefined;
}

async function downloaded(): Promise<FoundBrowser | undefined> {
  const path = chromium.executablePath();
  if (!existsSync(path) || !(await runs(path))) return undefined;
  return { path, how: "Playwright's download" };
}

async function apt(): Promise<FoundBrowser> {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) {
    throw new Error(`No browser found: ${MANUAL_WAY_OUT}`);
  }
  say("none found; installing Chromium with apt-get");
  const ok = aptGet("update") && aptGet("install", "-y", "--no-install-recommends", "chromium");
  const browser = ok ? await installed() : undefined;
  if (!browser) throw new Error(`apt-get could not install Chromium: ${MANUAL_WAY_OUT}`);
  return { path: browser.path, how: "installed with apt-get just now" };
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Its output goes to stderr: stdout belongs to the caller.
  return spawnSync("apt-get", args, { stdio: ["ignore", 2, 2], env }).status === 0;
}

/** Ubuntu ships a `chromium-browser` that only says to install a snap, so existing is not enough. */
async function runs(path: string): Promise<boolean> {
  // Chrome on Windows opens a window for --version.
  if (process.platform === "win32") return true;
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], { timeout: 20_000 });
    return /Chrom/.test(stdout);
  } catch {
    return false;
  }
}

function candidates(): readonly string[] {
  if (process.platform === "darwin") return macPaths();
  if (process.platform === "win32") return windowsPaths();
  // The headless shell first: it loads a page for half of the CPU time.
  const names = [
    "chromium-headless-shell",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
  ];
  const folders = [
    ...pathFolders(),
    "/usr/bin",
    "/usr/local/bin",
    "/opt/google/chrome",
    "/snap/bin",
  ];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function macPaths(): readonly string[] {
  const roots = ["/Applications", join(homedir(), "Applications")];
  return ["Google Chrome", "Chromium"].flatMap((name) => [
    ...roots.map((root) => join(root, `${name}.app/Contents/MacOS/${name}`)),
    ...pathFolders().map((folder) => join(folder, name.toLowerCase().replace(" ", "-"))),
  ]);
}

function windowsPaths(): readonly string[] {
  const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map(
    (name) => process.env[name],
  );
  return [
    ...roots.flatMap((root) =>
      root
        ? ["Google\\Chrome", "Chromium"].map((app) => `${root}\\${app}\\Application\\chrome.exe`)
        : [],
    ),
    ...pathFolders().map((folder) => join(folder, "chrome.exe")),
  ];
}

function pathFolders(): readonly string[] {
  return (process.env.PATH ?? "").split(delimiter).filter(Boolean);
}

function say(what: string): void {
  process.stderr.write(`browser: ${what}\n`);
}
