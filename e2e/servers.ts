/** The three servers that the browser tests talk to. */
import { choosePorts } from "./ports";

const [app, asking, empty] = (await choosePorts(3)).map((port) => `http://127.0.0.1:${port}`);
if (!app || !asking || !empty) throw new Error("TRAILBOOK_E2E_PORTS must name three ports");

/** `app` serves the demo lake, `asking` asks before any scan, `empty` has no data yet. */
export const servers = { app, asking, empty } as const;
