/** The test server's face. */
export { startAthenaServer } from "./server";
export type { AthenaServer } from "./types";
