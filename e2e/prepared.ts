/** Data that tests share, made by the first process that needs it, once for each version of its code. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** Where tests keep what they make, in the checkout. */
export const TEST_HOME = join(process.cwd(), ".trailbook/e2e");

/** What shapes every lake; a change there asks for a new one. */
const SHAPED_BY = [
  "lib/demo",
  "lib/lake",
  "queries",
  "e2e/lake.ts",
  "e2e/athena-server/harness.ts",
  "e2e/contract/athena-engine.fixture.ts",
  "lib/engine/contract.fixture.ts",
];

const LOOK_EVERY_MS = 100;

/**
 * A folder that `make` has filled. Others only read it: what a test writes would reach the next run.
 * @param name of the data; folders of the same name from older code are removed
 */
export async function prepared(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(TEST_HOME, `${name}-${fingerprint()}`);
  const finished = join(folder, "finished");
  if (existsSync(finished)) return folder;
  mkdirSync(TEST_HOME, { recursive: true });
  const lock = join(TEST_HOME, `${name}.lock`);
  while (!take(lock)) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  try {
    // Another process may have made it meanwhile.
    if (existsSync(finished)) return folder;
    removeAll(name);
    mkdirSync(folder);
    const startedAt = performance.now();
    await make(folder);
    writeFileSync(finished, "");
    const seconds = (performance.now() - startedAt) / 1000;
    process.stderr.write(`e2e: ${name} made in ${seconds.toFixed(1)} s\n`);
    return folder;
  } finally {
    rmSync(lock, { force: true });
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const place of SHAPED_BY) {
    const names = statSync(place).isFile()
      ? [""]
      : readdirSync(place, { recursive: true, encoding: "utf8" });
    for (const file of names.map((name) => join(place, name)).sort()) {
      if (/(?<!\.test)\.ts$/.test(file)) hash.update(file).update(readFileSync(file));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

/** Takes the lock unless a living process has it. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isLocked(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isLocked(lock: string): boolean {
  let owner: number;
  try {
    owner = Number(readFileSync(lock, "utf8"));
  } catch {
    // Just released: the next try decides.
    return true;
  }
  try {
    // A file that is still empty reads as 0, this process's own group, which lives.
    process.kill(owner, 0);
    return true;
  } catch {
    return false;
  }
}

/** Also what an interrupted preparation left. */
function removeAll(name: string): void {
  for (const found of readdirSync(TEST_HOME)) {
    if (found.startsWith(`${name}-`)) rmSync(join(TEST_HOME, found), { recursive: true });
  }
}
