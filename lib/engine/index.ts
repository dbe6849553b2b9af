/** The workplace of this process: opened once, shared by actions, routes and the command line. */
import { readConfig } from "@/lib/config";
import { fail, type Result } from "@/lib/result";
import { openLakeWorkplace } from "./lake-workplace";
import type { Workplace } from "./workplace";

export type { Workplace } from "./workplace";

async function openWorkplace(): Promise<Result<Workplace>> {
  const config = readConfig();
  return config.ok ? openLakeWorkplace(config.value) : config;
}

/** Next bundles actions and routes apart, so the one instance lives on the process, not in a module. */
const shared = globalThis as { trailbookWorkplace?: Promise<Result<Workplace>> };

/** The process's workplace; a wrong configuration is the failure. */
export function workplace(): Promise<Result<Workplace>> {
  shared.trailbookWorkplace ??= openWorkplace().catch((error: unknown) => {
    delete shared.trailbookWorkplace;
    return fail(
      "engine-failed",
      `The engine could not be opened: ${error instanceof Error ? error.message : error}`,
    );
  });
  return shared.trailbookWorkplace;
}
