/** The test server's face. */
export { startAthenaServer } from "./server";
export type { AthenaServer, AthenaServerOptions, Control, ExecutionRecord } from "./types";
