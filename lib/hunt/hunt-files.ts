/** The files of hunts in the data folder: for each source its state, its outbox and its lock. */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { writeAtomically } from "@/lib/lake/store/write-atomically";
import { takeProcessLock } from "@/lib/process-lock";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason, isMissing } from "@/lib/writable";
import { HuntState, STATE_VERSION } from "./hunt-state";
import { Outbox, type Undelivered } from "./outbox";

export type HuntFiles = {
  readonly readState: () => Result<HuntState | null>;
  readonly writeState: (state: HuntState) => void;
  readonly readOutbox: () => Result<readonly Undelivered[]>;
  readonly writeOutbox: (undelivered: readonly Undelivered[]) => void;
  /** Takes the lock; gives what releases it. */
  readonly lock: () => Result<() => void>;
};

/** A source's name as that of a file: readable, and different for different sources. */
function fileName(source: string): string {
  const plain = source.replace(/[^\w.-]+/g, "_").slice(0, 80);
  return plain === source
    ? plain
    : `${plain}-${createHash("sha256").update(source).digest("hex").slice(0, 8)}`;
}

const WAY_OUT = "Move it to another folder to start again: what was reported is then unknown.";

/** Reads a file; null where there is none. One that cannot be read is a failure, and stays as it is. */
function readJson<T>(file: string, shape: z.ZodType<T>): Result<T | null> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return succeed(null);
    return fail("lake-damaged", `${file} cannot be read: ${fileReason(error)}.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("lake-damaged", `${file} is damaged: it is not JSON. ${WAY_OUT}`);
  }
  const head = z.object({ version: z.number() }).safeParse(value);
  if (head.success && head.data.version > STATE_VERSION)
    return fail("lake-newer", `A newer version of Trailbook wrote ${file}: use that version.`);
  const read = shape.safeParse(value);
  if (read.success) return succeed(read.data);
  const at = read.error.issues[0]?.path.join(".") ?? "";
  return fail("lake-damaged", `${file} is damaged: “${at}” is not as expected. ${WAY_OUT}`);
}

/** A new name in a folder is on the disk only when the folder is. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The files of a source's hunts. */
export function huntFiles(dataDir: string, source: string): HuntFiles {
  const folder = path.join(dataDir, "hunt");
  const fileOf = (ending: string) => path.join(folder, `${fileName(source)}${ending}`);
  const write = (ending: string, value: unknown) => {
    writeAtomically(fileOf(ending), JSON.stringify(value));
    syncFolder(folder);
  };
  return {
    readState: () => readJson(fileOf(".json"), HuntState),
    writeState: (state) => write(".json", state),
    readOutbox: () => {
      const read = readJson(fileOf(".outbox.json"), Outbox);
      return read.ok ? succeed(read.value?.undelivered ?? []) : read;
    },
    writeOutbox: (undelivered) => write(".outbox.json", { version: STATE_VERSION, undelivered }),
    lock: () => {
      try {
        mkdirSync(folder, { recursive: true });
        return takeProcessLock(fileOf(".lock"), {
          what: "hunt",
          has: `has been running over ${source}`,
        });
      } catch (error) {
        return fail("not-writable", `${folder} cannot be written: ${fileReason(error)}.`);
      }
    },
  };
}
