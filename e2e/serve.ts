/** Starts the built app over a fresh data folder: `tsx e2e/serve.ts --name app --port 4000 --data demo`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "@/lib/cli/serve";
import { athenaEnvironment } from "./athena-environment";
import { startAthenaServer } from "./athena-server";
import { freshData } from "./lake";

/** Athena takes seconds to start and end; here just enough to see queued and running. */
const ATHENA_DELAYS = { queueDelayMs: 30, queryDelayMs: 90 };

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "app" },
    port: { type: "string", default: "4000" },
    data: { type: "string", default: "demo" },
    engine: { type: "string", default: "duckdb" },
    /** Statements that Athena has queued or running at once, before it refuses more. */
    "athena-slots": { type: "string" },
  },
});

if (!existsSync(".next/BUILD_ID")) {
  console.error("There is no build to serve: run `npm run build` first.");
  process.exit(1);
}

/** The Athena of the tests reads the same lake, and lives as long as this process. */
async function environmentOn(data: string) {
  if (values.engine !== "athena") return { TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: data };
  const slots = values["athena-slots"];
  const athena = await startAthenaServer({
    lake: data,
    // Removed at the next start: this process may be killed before it can do so.
    resultsDir: join(data, "athena-results"),
    ...ATHENA_DELAYS,
    ...(slots === undefined ? {} : { concurrentDml: Number(slots) }),
  });
  return athenaEnvironment(athena.url, data);
}

const data = await freshData(values.name, values.data === "empty" ? "empty" : "demo");
// The way `npm start` serves it, long links included.
process.exit(await serve(Number(values.port), await environmentOn(data)));
