/** Builds the app if the build is missing or older than the source. */
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { runNext } from "./serve";

const SOURCES = [
  "app",
  "components",
  "lib",
  "queries",
  "package-lock.json",
  "next.config.js",
  "proxy.ts",
];
const STAMP = ".next/trailbook-source";

async function newest(name: string): Promise<number> {
  const found = await stat(name);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(name, { recursive: true });
  const times = await Promise.all(
    names.map(async (each) => (await stat(path.join(name, each))).mtimeMs),
  );
  return Math.max(found.mtimeMs, ...times);
}

/** Builds if necessary; false if the build failed. */
export async function ensureBuilt(): Promise<boolean> {
  const stamp = String(Math.max(...(await Promise.all(SOURCES.map(newest)))));
  const built = await readFile(STAMP, "utf8").catch(() => "");
  if (built === stamp) return true;
  console.error("Building …");
  if ((await runNext(["build"])) !== 0) return false;
  await writeFile(STAMP, stamp);
  return true;
}
