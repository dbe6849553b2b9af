/** The eight servers that the browser tests talk to. */
import type { EngineOption } from "./pages/test";
import { choosePorts } from "./ports";

const [app, limited, empty, queueing, athena, athenaLimited, athenaEmpty, athenaQueueing] = (
  await choosePorts(8)
).map((port) => `http://127.0.0.1:${port}`);
if (
  !app ||
  !limited ||
  !empty ||
  !queueing ||
  !athena ||
  !athenaLimited ||
  !athenaEmpty ||
  !athenaQueueing
)
  throw new Error("TRAILBOOK_E2E_PORTS must name eight ports");

/**
 * `app` serves the demo lake, `limited` needs confirmation for every scan, `empty` has no data yet, and
 * `queueing` serves the demo lake one run at a time. The `athena…` servers do the same on an Athena
 * over the same lake; the trail of `athenaEmpty` has delivered nothing yet.
 */
export const servers = {
  app,
  limited,
  empty,
  queueing,
  athena,
  athenaLimited,
  athenaEmpty,
  athenaQueueing,
} as const;

/** The line that the process of the servers prints when all of them answer. */
export const ALL_READY = "All servers are ready.";

/** A server on which every run is over the limit. */
export function limitedOn({ engine }: EngineOption): string {
  return engine === "athena" ? servers.athenaLimited : servers.limited;
}

/** A server that runs one statement at a time, so that the others wait. */
export function queueingOn({ engine }: EngineOption): string {
  return engine === "athena" ? servers.athenaQueueing : servers.queueing;
}

/** A server before there are logs: nothing was imported, or nothing was delivered. */
export function emptyOn({ engine }: EngineOption): string {
  return engine === "athena" ? servers.athenaEmpty : servers.empty;
}
