const source = "^(app|components|lib|queries|e2e)/";

/** The arrows: app → components → lib → queries; app → lib; e2e → anything. Never back. */
module.exports = {
  forbidden: [
    {
      name: "queries-is-pure",
      comment: "queries/ is data and pure functions: no React, Next, Node, AWS or DuckDB.",
      severity: "error",
      from: { path: "^queries/", pathNot: "\\.(test|fixture)\\.ts$" },
      to: { pathNot: "^queries/" },
    },
    {
      name: "lib-not-up",
      comment: "lib/ serves what is above it and knows nothing of it.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components|e2e)/" },
    },
    {
      name: "components-not-up",
      comment: "Pages hand data and actions down; a component never reaches for them.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(app|e2e)/" },
    },
    {
      name: "components-know-no-engine",
      comment:
        "The browser sees lib's types and pure helpers, never an engine, the lake or the disk.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/(engine|lake|demo|cli)/", pathNot: "^lib/engine/port\\.ts$" },
    },
    {
      name: "components-run-in-a-browser",
      comment:
        "What a component reaches must not reach Node's own modules: it is sent to the browser.",
      severity: "error",
      from: { path: "^components/", pathNot: "\\.test\\.tsx?$" },
      to: {
        path: "^(node:)?(fs|path|os|net|crypto|stream|zlib|child_process|worker_threads)(/promises)?$",
        reachable: true,
      },
    },
    {
      name: "app-not-to-tests",
      comment: "The app never depends on its tests.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^e2e/" },
    },
    {
      name: "duckdb-only-where-it-belongs",
      comment: "DuckDB is an engine and the lake's writer, nothing else.",
      severity: "error",
      from: { path: source, pathNot: "^(lib/(engine|lake|demo)/|e2e/|.*\\.test\\.ts$)" },
      to: { path: "node_modules/@duckdb" },
    },
    {
      name: "aws-only-where-it-belongs",
      comment: "Amazon's clients belong to the Athena engine, nothing else.",
      severity: "error",
      from: { path: source, pathNot: "^(lib/engine/athena/|e2e/|.*\\.test\\.ts$)" },
      to: { path: "node_modules/@aws-sdk" },
    },
    {
      name: "no-circular",
      comment: "A cycle hides which file is the lower one.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "not-to-unresolvable",
      comment: "An import that resolves to nothing breaks at run time.",
      severity: "error",
      from: { path: source },
      to: { couldNotResolve: true, pathNot: "\\.css$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
