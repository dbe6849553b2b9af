/** Starts the built app over a fresh data folder: `tsx e2e/serve.ts --name app --port 4000 --data demo`. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
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
const next = spawn(
  process.execPath,
  ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", values.port],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      TRAILBOOK_ENGINE: "duckdb",
      TRAILBOOK_DATA: data,
      NEXT_TELEMETRY_DISABLED: "1",
    },
  },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => next.kill(signal));
next.on("exit", (code) => process.exit(code ?? 1));
