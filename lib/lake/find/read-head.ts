/** Reads a few bytes of a file at once: waiting for so few would take four times as long. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { openablePath } from "@/lib/lake/log-path";
import { HEAD_BYTES } from "./file-format";

/** Up to `length` bytes from `position` on. */
export function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, Math.max(position, 0)));
}

/** The first bytes of a regular file. Throws where it cannot be read. */
export function readHead(path: string): Buffer {
  const file = openSync(openablePath(path), "r");
  try {
    return fstatSync(file).isFile() ? readAt(file, 0, HEAD_BYTES) : Buffer.alloc(0);
  } finally {
    closeSync(file);
  }
}
