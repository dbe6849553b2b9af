/** A process that may be refused files: root, as whom containers run tests, never is. */
import { execFileSync } from "node:child_process";

/** The user and the group without privileges on Linux. */
const UNPRIVILEGED_ID = 65_534;
const isRoot = process.getuid?.() === 0;

/** Runs a script in another process as a user without privileges, and returns what it prints. */
export function asPlainUser(
  script: string,
  environment: Readonly<Record<string, string>> = {},
): string {
  return execFileSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, ...environment },
      ...(isRoot ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {}),
    },
  );
}

/** Why no such process can be started here, for the name of a skipped test; null where it can. */
export function whyNoPlainUser(): string | null {
  if (process.platform === "win32") return "Windows has no such modes";
  try {
    return asPlainUser('import "@/lib/text/format"; console.log("ready")') === ""
      ? "no output"
      : null;
  } catch {
    return "run by root, in a folder that no one else may read";
  }
}
