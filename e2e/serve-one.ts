/** Serves one app: `tsx e2e/serve-one.ts --name growing --port 4000 --engine duckdb`. */
import { parseArgs } from "node:util";
import { serveApp } from "./serve-app";

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "app" },
    port: { type: "string", default: "4000" },
    engine: { type: "string", default: "duckdb" },
  },
});

const engine = values.engine === "athena" ? "athena" : "duckdb";
process.exit(
  await serveApp({ name: values.name, port: Number(values.port), data: "demo", engine }),
);
