/** Where an engine writes what does not fit into its memory. */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { whyNotWritable } from "@/lib/writable";

/**
 * A folder in the lake's folder; where that is read-only, one of this process in the system's
 * temporary folder, which only its user may read.
 */
export async function spillDirOf(dataDir: string): Promise<string> {
  if ((await whyNotWritable(dataDir)) === null) return path.join(dataDir, "spill");
  const own = await mkdtemp(path.join(tmpdir(), "trailbook-spill-"));
  process.once("exit", () => rmSync(own, { recursive: true, force: true }));
  return own;
}
