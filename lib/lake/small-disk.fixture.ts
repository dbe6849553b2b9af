/** A process with a disk of a few megabytes, which it can fill: a file system in its own memory. */
import { execFileSync } from "node:child_process";

/** The folder of the disk is in `DISK`. It is gone with the process, in whose name space alone it is. */
const IN_OWN_SPACE = 'mount -t tmpfs -o size="$SIZE" none "$DISK" && exec "$@"';

/** Runs a script beside a disk of a size (`8m`) in an empty folder, and returns what it prints. */
export function onSmallDisk(
  script: string,
  disk: { readonly folder: string; readonly size: string },
  environment: Readonly<Record<string, string>> = {},
): string {
  const node = [process.execPath, "--import", "tsx", "--input-type=module", "--eval", script];
  return execFileSync("unshare", ["-rm", "sh", "-c", IN_OWN_SPACE, "sh", ...node], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...environment, DISK: disk.folder, SIZE: disk.size },
  });
}

/** Why there is no such disk here, for the name of a skipped test; null where there is. */
export function whyNoSmallDisk(folder: string): string | null {
  try {
    onSmallDisk("", { folder, size: "1m" });
    return null;
  } catch {
    return "no file system can be mounted here";
  }
}
