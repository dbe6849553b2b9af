/** The four servers that the browser tests talk to. */
import { choosePorts } from "./ports";

const [app, asking, empty, queueing] = (await choosePorts(4)).map(
  (port) => `http://127.0.0.1:${port}`,
);
if (!app || !asking || !empty || !queueing)
  throw new Error("TRAILBOOK_E2E_PORTS must name four ports");

/**
 * `app` serves the demo lake, `asking` asks before any scan, `empty` has no data yet, and
 * `queueing` serves the demo lake one run at a time.
 */
export const servers = { app, asking, empty, queueing } as const;
