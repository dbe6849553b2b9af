/** The folder of Sigma rules that the browser tests write, and their server reads. */
import { fileURLToPath } from "node:url";

export const RULES_FOLDER = fileURLToPath(
  new URL("../.trailbook/browser-test-rules", import.meta.url),
);
