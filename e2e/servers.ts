/** The five servers that the browser tests talk to. */
import { choosePorts } from "./ports";

const [app, asking, empty, queueing, athena] = (await choosePorts(5)).map(
  (port) => `http://127.0.0.1:${port}`,
);
if (!app || !asking || !empty || !queueing || !athena)
  throw new Error("TRAILBOOK_E2E_PORTS must name five ports");

/**
 * `app` serves the demo lake, `asking` asks before any scan, `empty` has no data yet,
 * `queueing` serves the demo lake one run at a time, and `athena` asks an Athena over it.
 */
export const servers = { app, asking, empty, queueing, athena } as const;
