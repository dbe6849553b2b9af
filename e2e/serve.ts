/** Starts the built app over a fresh data folder: `tsx e2e/serve.ts --name app --port 4000 --data demo`. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { serve } from "@/lib/cli/serve";
import { freshData } from "./lake";

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "app" },
    port: { type: "string", default: "4000" },
    data: { type: "string", default: "demo" },
  },
});

if (!existsSync(".next/BUILD_ID")) {
  console.error("There is no build to serve: run `npm run build` first.");
  process.exit(1);
}

const data = await freshData(values.name, values.data === "empty" ? "empty" : "demo");
// The way `npm start` serves it, long links included.
const environment = { TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: data };
process.exit(await serve(Number(values.port), environment));
