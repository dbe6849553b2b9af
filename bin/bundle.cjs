/**
 * Bundles the command line into `dist/`, a file for each command, so that a command loads its own
 * modules and nothing else. `npm ci` runs it; `program.cjs` runs it again when the source changes.
 */
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.dirname(__dirname);
const DIST = path.join(ROOT, "dist");
const MAIN = path.join(ROOT, "lib", "cli", "trailbook.ts");
const PROGRAMS = ["trailbook", "start", "demo"];
/** Files that a bundle depends on besides its modules. */
const SETTINGS = ["bin/bundle.cjs", "package.json", "package-lock.json", "tsconfig.json"];
const OTHERS_TAKE_MS = 60_000;

/** @typedef {{ folder: string, hash: string, stamps: Record<string, string> }} BundleRecord */

/** @param {readonly string[]} files relative to the root */
function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(ROOT, file)))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}

/**
 * Records the source of the bundle. The last step of a build: without it the bundle is not used.
 * @param {string} folder @param {string} hash @param {readonly string[]} files @returns {BundleRecord}
 */
function record(folder, hash, files) {
  const stamps = Object.fromEntries(
    files.map((file) => {
      const { mtimeMs, size } = fs.statSync(path.join(ROOT, file));
      return [file, `${mtimeMs}/${size}`];
    }),
  );
  const draft = path.join(DIST, `bundle-${process.pid}.json`);
  fs.writeFileSync(draft, JSON.stringify({ folder, hash, stamps }));
  fs.renameSync(draft, path.join(DIST, "bundle.json"));
  return { folder, hash, stamps };
}

/** Removes the bundles of earlier source, except one that another process may be loading or making. */
function removeOthers(kept) {
  for (const name of fs.readdirSync(DIST)) {
    const file = path.join(DIST, name);
    const writtenMs = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const isOld = Date.now() - writtenMs > OTHERS_TAKE_MS;
    if (isOld && !kept.includes(name)) fs.rmSync(file, { recursive: true, force: true });
  }
}

/** Modules that the command line imports on demand become separate files. */
const commandFiles = {
  name: "command-files",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^\.\// }, ({ kind, importer, path: name }) =>
      kind === "dynamic-import" && importer === MAIN
        ? { path: `${name}.cjs`, external: true }
        : undefined,
    );
  },
};

/** @param {string} outdir @returns {Promise<readonly string[]>} the source files in the bundle */
async function build(outdir) {
  const commands = [...fs.readFileSync(MAIN, "utf8").matchAll(/import\("\.\/([\w-]+)"\)/g)];
  const names = [...PROGRAMS, ...commands.map(([, name]) => name)];
  const { metafile } = await require("esbuild").build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(names.map((name) => [name, `lib/cli/${name}.ts`])),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    // Node loads CommonJS in 0.6 of the time that it takes for ES modules.
    format: "cjs",
    platform: "node",
    target: "node20.9",
    mainFields: ["module", "main"],
    supported: { "dynamic-import": false },
    // The native part of DuckDB cannot be bundled; the AWS clients load what they need themselves.
    external: ["@duckdb/node-bindings", "@aws-sdk/*"],
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    // Names are kept, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    logLevel: "silent",
    plugins: [commandFiles],
  });
  return Object.keys(metafile.inputs).filter((file) => !file.includes("node_modules/"));
}

/**
 * Bundles the current source, unless the existing bundle was made from it.
 * @param {BundleRecord | null} known @returns {Promise<BundleRecord>}
 */
async function bundle(known) {
  if (known !== null) {
    const files = Object.keys(known.stamps);
    const isThere = files.every((file) => fs.existsSync(path.join(ROOT, file)));
    if (isThere && hashOf(files) === known.hash) return record(known.folder, known.hash, files);
  }
  fs.mkdirSync(DIST, { recursive: true });
  const startedMs = Date.now();
  const outdir = path.join(DIST, `build-${startedMs.toString(36)}-${process.pid}`);
  const files = [...new Set([...SETTINGS, ...(await build(outdir))])];
  const isChanging = files.some((file) => fs.statSync(path.join(ROOT, file)).mtimeMs >= startedMs);
  // A file that was saved meanwhile may be in the bundle in its old form: the next start builds again.
  const made = record(path.basename(outdir), isChanging ? "" : hashOf(files), files);
  removeOthers(["bundle.json", made.folder, known?.folder]);
  return made;
}

module.exports = { bundle };
if (require.main === module) bundle(null);
