/** How much memory the processes of a server hold. */
import { execFileSync } from "node:child_process";

const BYTES_A_KILOBYTE = 1024;

type Process = { readonly pid: number; readonly parent: number; readonly bytes: number };

function processes(): readonly Process[] {
  const listed = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" });
  return listed
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, bytes: kilobytes * BYTES_A_KILOBYTE };
    });
}

/** The memory resident in a process and all that it has started, bytes. */
export function residentBytesOf(pid: number): number {
  const all = processes();
  let bytes = 0;
  for (const waiting = [pid]; waiting.length > 0; ) {
    const next = waiting.pop();
    bytes += all.find((each) => each.pid === next)?.bytes ?? 0;
    waiting.push(...all.filter(({ parent }) => parent === next).map((each) => each.pid));
  }
  return bytes;
}
