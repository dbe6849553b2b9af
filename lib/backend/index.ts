/** The backend of this process: opened once, shared by actions, routes and the command line. */
import { type Config, readConfig } from "@/lib/config";
import { fail, type Result } from "@/lib/result";
import type { Backend } from "./backend";
import { openDuckDbBackend } from "./duckdb-backend";

export type { Backend } from "./backend";

async function openAthena(config: Config): Promise<Result<Backend>> {
  // Loaded on demand: a laptop need not load the AWS clients.
  // The AWS clients run on this Node; their advice on its version would mix with our messages.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { openAthenaBackend } = await import("./athena-backend");
  return openAthenaBackend(config);
}

/** Athena bills a run that continues without a subscriber, so runs are cancelled before the exit. */
function closeBeforeEnd(place: Backend): void {
  let isClosing = false;
  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(signal, () => {
      // Ctrl-C comes from the terminal, and once more from the parent process.
      if (isClosing) return;
      isClosing = true;
      void place.close().finally(() => process.exit(exitCode));
    });
  }
}

async function openBackend(): Promise<Result<Backend>> {
  const config = readConfig();
  if (!config.ok) return config;
  if (config.value.engine === "duckdb") return openDuckDbBackend(config.value);
  const place = await openAthena(config.value);
  if (place.ok) closeBeforeEnd(place.value);
  return place;
}

/** Why the configured engine cannot answer, a sentence; null if it can. */
export async function engineProblem(config: Config): Promise<string | null> {
  // The lake need not exist yet, and pages say how to make one.
  if (config.engine === "duckdb") return null;
  const place = await openAthena(config);
  if (!place.ok) return place.failure.message;
  await place.value.close();
  return null;
}

/** Next bundles actions and routes apart, so the one instance lives on the process, not in a module. */
const shared = globalThis as { trailbookBackend?: Promise<Result<Backend>> };

/**
 * The process's backend. A wrong setting is remembered until the next start; after any other failure
 * (expired credentials, no network) the next request tries again.
 */
export function backend(): Promise<Result<Backend>> {
  shared.trailbookBackend ??= openBackend()
    .catch((error: unknown) =>
      fail(
        "engine-failed",
        `The engine could not be opened: ${error instanceof Error ? error.message : error}`,
      ),
    )
    .then((place) => {
      if (!place.ok && place.failure.code !== "config") delete shared.trailbookBackend;
      return place;
    });
  return shared.trailbookBackend;
}
