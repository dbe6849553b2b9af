/** The eight servers that the browser tests talk to. */
import type { EngineOption } from "./pages/test";
import { choosePorts } from "./ports";

const [app, asking, empty, queueing, athena, athenaAsking, athenaEmpty, athenaQueueing] = (
  await choosePorts(8)
).map((port) => `http://127.0.0.1:${port}`);
if (
  !app ||
  !asking ||
  !empty ||
  !queueing ||
  !athena ||
  !athenaAsking ||
  !athenaEmpty ||
  !athenaQueueing
)
  throw new Error("TRAILBOOK_E2E_PORTS must name eight ports");

/**
 * `app` serves the demo lake, `asking` asks before any scan, `empty` has no data yet, and `queueing`
 * serves the demo lake one run at a time. Those of `athena` do as their namesakes, and ask an Athena
 * over the same lake; the trail of `athenaEmpty` has delivered nothing yet.
 */
export const servers = {
  app,
  asking,
  empty,
  queueing,
  athena,
  athenaAsking,
  athenaEmpty,
  athenaQueueing,
} as const;

/** A server on which every run is over the limit. */
export const askingOn = ({ engine }: EngineOption): string =>
  engine === "athena" ? servers.athenaAsking : servers.asking;

/** A server that runs one statement at a time, so that the others wait. */
export const queueingOn = ({ engine }: EngineOption): string =>
  engine === "athena" ? servers.athenaQueueing : servers.queueing;

/** A server before there are logs: nothing was imported, or nothing was delivered. */
export const emptyOn = ({ engine }: EngineOption): string =>
  engine === "athena" ? servers.athenaEmpty : servers.empty;
