/** A lock file that one process holds, and that a process which has ended loses. */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fail, type Result, succeed } from "./result";

/** When a process started, in a form that only it has; null where the system does not show it. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the process, in brackets, may hold anything; the 20th field after it is meant.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

type Holder = { readonly pid: number; readonly start: string | null; readonly since: string };

function parseHolder(text: string): Holder | null {
  const [pid, start, since] = text.split(" ");
  if (!/^\d+$/.test(pid ?? "")) return null;
  return { pid: Number(pid), start: start === "-" ? null : (start ?? null), since: since ?? "" };
}

const holds = ({ pid, start }: Holder): boolean =>
  // A process id is reused; the start time shows whether it is the same process.
  isAlive(pid) && (start === null || (startOf(pid) ?? start) === start);

function readLock(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** What a lock is for, in the sentence of its refusal: “Another import … has been writing to …”. */
export type LockWords = { readonly what: string; readonly has: string };

/**
 * Takes a lock, also from a process that has ended.
 * @param lock the lock's file, in a folder that exists
 * @returns a function that gives the lock back, or `lake-busy`
 */
export function takeProcessLock(lock: string, { what, has }: LockWords): Result<() => void> {
  const mine = `${process.pid} ${startOf(process.pid) ?? "-"} ${new Date().toISOString()}`;
  const own = `${lock}.${randomUUID()}`;
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      // A link appears with its content in one step, so a lock is never read half written.
      writeFileSync(own, mine);
      linkSync(own, lock);
      return succeed(() => rmSync(lock, { force: true }));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      rmSync(own, { force: true });
    }
    const text = readLock(lock);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && holds(holder)) {
      const since = holder.since === "" ? "" : ` since ${holder.since}`;
      return fail(
        "lake-busy",
        `Another ${what} (process ${holder.pid}) ${has}${since}; wait until it is done.`,
      );
    }
    // Moving it away lets only one of two processes win that found the same stale lock.
    const aside = `${lock}.${process.pid}.stale`;
    try {
      renameSync(lock, aside);
      if (readLock(aside) !== text) renameSync(aside, lock);
      else rmSync(aside);
    } catch {
      // The other process was faster; the next attempt sees its lock.
    }
  }
  return fail("lake-busy", `The lock ${lock} keeps changing owners; try again.`);
}
