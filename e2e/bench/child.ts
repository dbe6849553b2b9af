/** Runs TypeScript in a separate process, and measures its time and memory. */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export type Finished = {
  /** From the start of the process to its end. */
  readonly ms: number;
  /** The most memory resident at once. */
  readonly peakBytes: number;
  readonly stdout: string;
};

const LOOK_EVERY_MS = 50;

/** Linux keeps the peak itself; elsewhere the present size is all there is, and the largest seen counts. */
function residentBytes(pid: number): number {
  try {
    if (process.platform === "linux") {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
    }
    const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { stdio: "pipe" });
    return Number(kilobytes.toString()) * 1024;
  } catch {
    // The process has just ended.
    return 0;
  }
}

/** Runs a script to its end; throws with its reason where it fails. */
export function runScript(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const startedAt = performance.now();
  // Not through the tsx command: that one starts a second process, whose memory this would miss.
  const child = spawn(process.execPath, ["--import", "tsx", script, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  let peakBytes = 0;
  const look = setInterval(() => {
    peakBytes = Math.max(peakBytes, residentBytes(child.pid ?? 0));
  }, LOOK_EVERY_MS);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const ms = performance.now() - startedAt;
      clearInterval(look);
      if (code === 0) return resolve({ ms, peakBytes, stdout });
      const lines = stderr.trim().split("\n");
      const reason = lines.find((line) => /Error: /.test(line)) ?? lines.at(-1);
      reject(new Error(`${script} ended with ${code}. ${reason}`));
    });
  });
}
