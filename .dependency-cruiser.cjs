const source = "^(app|components|lib|queries|e2e)/";
const test = "\\.(test|fixture)\\.tsx?$";

/** The rooms of a folder, from the bottom up. A dot is the folder's loose files. */
const ROOMS = {
  lib: [
    ".",
    "api",
    "text",
    "investigation",
    "geo",
    "rules",
    "lake",
    "engine",
    "backend",
    "runs",
    "hunt",
    "demo",
    "page",
    "cli",
  ],
  "lib/lake": [".", "find", "read", "record", "store", "plan", "copy", "import"],
  "lib/engine": [".", "duckdb", "athena", "slices", "rollups"],
  "lib/engine/athena": ["errors", "aws", "runs", "results", "estimate", "log-files", "."],
  components: [
    "ui",
    "cell",
    "chain",
    "chart",
    "table",
    "activity",
    "scope",
    "facets",
    "shell",
    "answer",
    "evidence",
    "findings",
    "record",
    "catalogue",
    "workbench",
    "rules",
    "glance",
  ],
};

/** A room imports the rooms below it, and none above. */
const roomRules = Object.entries(ROOMS).flatMap(([folder, rooms]) => {
  const pathOf = (room) => (room === "." ? `${folder}/[^/]+$` : `${folder}/${room}/`);
  return rooms.slice(0, -1).map((room, index) => ({
    name: room === "." ? `${folder}-loose-files-not-up` : `${folder}/${room}-not-up`,
    comment: `A room of ${folder}/ imports the rooms below it: ${rooms.join(" < ")}.`,
    severity: "error",
    from: { path: `^${pathOf(room)}`, pathNot: test },
    to: {
      path: rooms
        .slice(index + 1)
        .map((each) => `^${pathOf(each)}`)
        .join("|"),
    },
  }));
});

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
      comment: "lib/ does not import the folders above it.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components|e2e)/" },
    },
    {
      name: "components-not-up",
      comment: "Pages pass data and actions to components; a component never imports them.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(app|e2e)/" },
    },
    {
      name: "components-import-browser-rooms",
      comment: "Of lib, components import only the rooms that are made for the browser.",
      severity: "error",
      from: { path: "^components/", pathNot: test },
      to: { path: "^lib/", pathNot: "^lib/(api|text|investigation)/" },
    },
    {
      name: "browser-code-runs-in-a-browser",
      comment: "Browser code must not import Node's modules.",
      severity: "error",
      from: { path: "^(components|lib/(api|text|investigation))/", pathNot: test },
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
      comment: "Only the DuckDB engine and the lake import DuckDB.",
      severity: "error",
      from: { path: source, pathNot: "^(lib/engine/duckdb/|lib/lake/|e2e/|.*\\.test\\.ts$)" },
      to: { path: "node_modules/@duckdb" },
    },
    {
      name: "yaml-only-where-it-belongs",
      comment: "Only the reader of rule files imports the YAML parser.",
      severity: "error",
      from: { path: source, pathNot: "^(lib/rules/|e2e/|.*\\.test\\.ts$)" },
      to: { path: "node_modules/yaml/" },
    },
    {
      name: "aws-only-where-it-belongs",
      comment: "Only the Athena engine imports Amazon's clients.",
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
      comment: "An import that does not resolve fails at run time.",
      severity: "error",
      from: { path: source },
      to: { couldNotResolve: true, pathNot: "\\.css$" },
    },
    ...roomRules,
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
