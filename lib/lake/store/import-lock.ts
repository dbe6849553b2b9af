import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fail, type Result, succeed } from "@/lib/result";
import { lakePaths } from "./lake-paths";

/** When a process started, in a form that only it has; null where the system does not show it. */
const startOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the process, in brackets, may hold anything; the 20th field after it is meant.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

type Holder = { readonly pid: number; readonly start: string | null; readonly since: string };

const parseHolder = (text: string): Holder | null => {
  const [pid, start, since] = text.split(" ");
  if (!/^\d+$/.test(pid ?? "")) return null;
  return { pid: Number(pid), start: start === "-" ? null : (start ?? null), since: since ?? "" };
};

const holds = ({ pid, start }: Holder): boolean =>
  // A process id is reused; the start time shows whether it is the same process.
  isAlive(pid) && (start === null || (startOf(pid) ?? start) === start);

const readLock = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

/**
 * Takes the lock of a lake, also from a process that has ended.
 * @returns a function that gives the lock back, or `lake-busy`
 */
export const takeLock = (lake: string): Result<() => void> => {
  const { lock } = lakePaths(lake);
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
      const who = `Another import (process ${holder.pid})`;
      return fail(
        "lake-busy",
        `${who} has been writing to ${lake}${since}; wait until it is done.`,
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
  return fail("lake-busy", `The lock of ${lake} keeps changing owners; try again.`);
};
