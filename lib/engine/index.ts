/** The workplace of this process: opened once, shared by actions, routes and the command line. */
import { readConfig } from "@/lib/config";
import { fail, type Result } from "@/lib/result";
import { openLakeWorkplace } from "./lake-workplace";
import type { Workplace } from "./workplace";

export type { Workplace } from "./workplace";

async function openWorkplace(): Promise<Result<Workplace>> {
  const config = readConfig();
  if (!config.ok) return config;
  if (config.value.engine === "duckdb") return openLakeWorkplace(config.value);
  // Only where it is asked for: a laptop need not load the AWS clients.
  // The AWS clients run on this Node; their advice on its version would stand among our messages.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { openAthenaWorkplace } = await import("./athena-workplace");
  return openAthenaWorkplace(config.value);
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
