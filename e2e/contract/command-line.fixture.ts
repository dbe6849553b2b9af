/** The command line as a process: the bin of this checkout, or of a copy of its source. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, symlinkSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { newFolder } from "@/lib/lake/lake.fixture";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const BIN = path.join("bin", "trailbook.cjs");

export type Ended = {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
};

type Surroundings = {
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
};

/** Starts the bin; `ended` resolves with what it wrote and its exit code. */
export function startBin(words: readonly string[], surroundings: Surroundings = {}) {
  const { root = ROOT, environment = {}, nodeOptions = [] } = surroundings;
  const child = spawn(process.execPath, [...nodeOptions, path.join(root, BIN), ...words], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]).then(
    ([out, err, [code]]): Ended => ({ out, err, code }),
  );
  return { child, ended };
}

/** Runs the bin to its end. */
export function runBin(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return startBin(words, surroundings).ended;
}

/** A copy of the command line's source with the same packages, without a bundle. */
export function copySource(): string {
  const copy = newFolder();
  const parts = ["bin", "lib", "queries", "package.json", "package-lock.json", "tsconfig.json"];
  for (const part of parts)
    cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  return copy;
}
