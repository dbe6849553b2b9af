import type { KnipConfig } from "knip";

/** Finds files, exports and dependencies that nothing uses. It knows Next's routes and the unit tests already. */
const config: KnipConfig = {
  entry: [
    "bin/*.cjs",
    "lib/cli/*.ts",
    "e2e/specs/**/*.spec.ts",
    "e2e/bench/*.ts",
    // Named in commands that are built at run time.
    "e2e/serve.ts",
    "e2e/serve-one.ts",
    "e2e/unit-reporter.ts",
    "e2e/moved-clock.mjs",
  ],
  // Its plugin would run the Playwright config, which looks for a browser and may install one.
  playwright: false,
  "playwright-test": false,
  // Reads the style sheets, so that fonts and Tailwind count as used only while they are imported.
  compilers: {
    css: (text: string) =>
      [...text.matchAll(/@(?:import|plugin)\s+["']([^"']+)["']/g)]
        .map(([, name]) => `import "${name}";`)
        .join("\n"),
  },
  // A type in the signature of an exported function is exported with it, even if nothing imports it.
  ignoreExportsUsedInFile: { type: true, interface: true },
  // app/layout.tsx names its file.
  ignoreDependencies: ["@fontsource-variable/inter"],
  // Belongs to the operating system.
  ignoreBinaries: ["apt-get", "unshare"],
};

export default config;
