/** Part of `npm run lint`: a file that outgrew its ceiling wants to be two. */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const FOLDERS = ["app", "components", "lib", "queries", "e2e"];
const SOURCE_CEILING = 300;
const TEST_CEILING = 400;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).split(sep).join("/")),
);

const tooLong = files.flatMap((file) => {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").length;
  const ceiling = /^e2e\/|\.test\.tsx?$/.test(file) ? TEST_CEILING : SOURCE_CEILING;
  return lines > ceiling ? [`${file}: ${lines} lines, ${ceiling} allowed`] : [];
});

for (const line of tooLong) console.error(line);
if (files.length === 0) console.error("no source file found: is this the repository's root?");
if (tooLong.length > 0 || files.length === 0) process.exitCode = 1;
else console.log(`${files.length} files, none over its ceiling`);
