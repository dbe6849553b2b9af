import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    environment: "node",
    include: ["{app,components,lib,queries}/**/*.test.{ts,tsx}", "e2e/contract/**/*.test.ts"],
    env: { TZ: "UTC" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Its ES modules import folders, which Node refuses and the bundler understands.
    server: { deps: { inline: [/dt-sql-parser/, /antlr4-c3/, /antlr4ng/] } },
  },
});
