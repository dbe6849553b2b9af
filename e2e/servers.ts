/** The seven servers that the browser tests talk to. */
import type { EngineOption } from "./pages/test";
import { choosePorts } from "./ports";

const [app, asking, empty, queueing, athena, athenaAsking, athenaQueueing] = (
  await choosePorts(7)
).map((port) => `http://127.0.0.1:${port}`);
if (!app || !asking || !empty || !queueing || !athena || !athenaAsking || !athenaQueueing)
  throw new Error("TRAILBOOK_E2E_PORTS must name seven ports");

/**
 * `app` serves the demo lake, `asking` asks before any scan, `empty` has no data yet, and `queueing`
 * serves the demo lake one run at a time. Those of `athena` do as their namesakes, and ask an Athena
 * over the same lake.
 */
export const servers = {
  app,
  asking,
  empty,
  queueing,
  athena,
  athenaAsking,
  athenaQueueing,
} as const;

/** A server on which every run is over the limit. */
export const askingOn = ({ engine }: EngineOption): string =>
  engine === "athena" ? servers.athenaAsking : servers.asking;

/** A server that runs one statement at a time, so that the others wait. */
export const queueingOn = ({ engine }: EngineOption): string =>
  engine === "athena" ? servers.athenaQueueing : servers.queueing;
