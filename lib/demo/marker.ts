/** The marker file of a finished demo tree. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** Raised whenever the same seed and size would give other files. */
export const DEMO_VERSION = 3;
export const DEFAULT_SEED = 20_260_301;
export const DEFAULT_EVENTS = 220_000;

const MARKER = "demo.json";

const summarySchema = z.object({
  version: z.number(),
  seed: z.number(),
  /** The requested size: ordinary events, without those of the story. */
  requested: z.number(),
  /** Different events; some of them are in two files. */
  events: z.number(),
  /** Records in all files: events delivered twice count twice. */
  records: z.number(),
  files: z.number(),
  bytes: z.number(),
  rawBytes: z.number(),
});

/** What a finished demo tree holds. */
export type DemoSummary = z.infer<typeof summarySchema>;

/** The marker of a finished demo tree, or undefined when there is none to read. */
export async function readDemoMarker(dir: string): Promise<DemoSummary | undefined> {
  try {
    const parsed = summarySchema.safeParse(JSON.parse(await readFile(join(dir, MARKER), "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** True when a finished tree of the same seed, size and generator version is already there. */
export async function hasDemoAccount(
  dir: string,
  options: { readonly seed?: number; readonly events?: number } = {},
): Promise<boolean> {
  const found = await readDemoMarker(dir);
  return (
    found !== undefined &&
    found.version === DEMO_VERSION &&
    found.seed === (options.seed ?? DEFAULT_SEED) &&
    found.requested === (options.events ?? DEFAULT_EVENTS)
  );
}

/** Writes the marker in one step, after every file: a killed run leaves none. */
export async function writeDemoMarker(dir: string, summary: DemoSummary): Promise<void> {
  const path = join(dir, MARKER);
  await writeFile(`${path}.part`, `${JSON.stringify(summary)}\n`);
  await rename(`${path}.part`, path);
}

/** The path of the marker, to delete it before a new run starts. */
export function markerPath(dir: string): string {
  return join(dir, MARKER);
}
