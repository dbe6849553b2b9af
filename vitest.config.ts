import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const runs = process.env.TRAILBOOK_RUNS ?? "quick";
if (runs !== "full" && runs !== "quick")
  throw new Error(`TRAILBOOK_RUNS is full or quick, not ${runs}.`);
const isFullRun = runs === "full";

const ALL = ["{app,components,lib,queries}/**/*.test.{ts,tsx}", "e2e/contract/**/*.test.ts"];
/** Their modules are replaced for the whole process. */
const MOCKING = ["lib/lake/store/killed-commit.test.ts"];
const notNow = [...configDefaults.exclude, ...(isFullRun ? [] : ["**/*.full.test.ts"])];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    environment: "node",
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ALL,
          exclude: [...notNow, ...MOCKING],
          // The files of a worker share its modules: most of their time was imports.
          isolate: false,
          setupFiles: ["./e2e/unit-setup.ts"],
        },
      },
      { extends: true, test: { name: "alone", include: MOCKING } },
    ],
    provide: { isFullRun },
    // The AWS clients run on this Node; their warning about its version would fill the log.
    env: { TZ: "UTC", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // One less than there are processors, as by default, but two at least: many tests wait.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // These only end tests that hang: a busy machine with two cores is slow, and all tries take long.
    testTimeout: isFullRun ? 1_800_000 : 300_000,
    hookTimeout: isFullRun ? 1_800_000 : 300_000,
    // Its ES modules import folders, which Node refuses and the bundler understands.
    server: { deps: { inline: [/dt-sql-parser/, /antlr4-c3/, /antlr4ng/] } },
  },
});
