/** Loads a program of the bundle in `dist/`, and builds it again if the source has changed. */
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.dirname(__dirname);
const DIST = path.join(ROOT, "dist");

/** @returns {import("./bundle.cjs").BundleRecord | null} null where there is no bundle */
function readRecord() {
  try {
    const record = JSON.parse(fs.readFileSync(path.join(DIST, "bundle.json"), "utf8"));
    return fs.existsSync(path.join(DIST, record.folder)) ? record : null;
  } catch {
    return null;
  }
}

/** Whether every source file has the time and size that it was bundled with: some 2 ms. */
function isFresh({ stamps }) {
  return Object.entries(stamps).every(([file, stamp]) => {
    const found = fs.statSync(path.join(ROOT, file), { throwIfNoEntry: false });
    return found !== undefined && `${found.mtimeMs}/${found.size}` === stamp;
  });
}

/** @param {string} name @param {{ folder: string }} record */
function load(name, { folder }) {
  // Node 22.8 and newer keep the compiled code.
  require("node:module").enableCompileCache?.(path.join(DIST, folder, "compiled"));
  require(path.join(DIST, folder, `${name}.cjs`));
}

/** The error in one line: esbuild lists its errors next to the message. */
function sentenceOf(error) {
  const [first] = error.errors ?? [];
  const place = first?.location ? ` (${first.location.file}:${first.location.line})` : "";
  return `Trailbook could not be built from its source: ${first?.text ?? error.message}${place}`;
}

/** Runs a program. Source that cannot be bundled is an error: old code never runs silently. */
module.exports = function runProgram(name) {
  const record = readRecord();
  if (record !== null && isFresh(record)) return load(name, record);
  require("./bundle.cjs")
    .bundle(record)
    .then(
      (made) => load(name, made),
      (error) => {
        process.stderr.write(`${sentenceOf(error)}\n`);
        process.exitCode = 1;
      },
    );
};
