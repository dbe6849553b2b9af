/** `tsx e2e/athena-server/main.ts --port N --lake DIR [--query-delay MS]`: the server by itself. */
import { parseArgs } from "node:util";
import { startAthenaServer } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    lake: { type: "string" },
    "queue-delay": { type: "string", default: "20" },
    "query-delay": { type: "string", default: "60" },
    unlimited: { type: "boolean", default: false },
  },
});
if (values.lake === undefined) throw new Error("--lake names the folder of a lake.");

const server = await startAthenaServer({
  lake: values.lake,
  port: Number(values.port),
  queueDelayMs: Number(values["queue-delay"]),
  queryDelayMs: Number(values["query-delay"]),
  ...(values.unlimited ? { rates: false as const, concurrentDml: null } : {}),
});
console.log(server.url);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
