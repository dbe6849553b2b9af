/** The bundle follows the source: it is made where it is absent, and made again after an edit. */
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { copySource, runBin } from "./command-line.fixture";

let root = "";
beforeAll(() => {
  root = copySource();
});

const help = () => runBin(["--help"], { root });
const source = () => path.join(root, "lib", "cli", "help.ts");
const builds = () => readdirSync(path.join(root, "dist")).filter((name) => /^build-/.test(name));
const edit = (from: string, to: string) =>
  writeFileSync(source(), readFileSync(source(), "utf8").replace(from, to));

it("is made at the first start, and again for an edit, but not for a new time alone", async () => {
  expect(await help()).toMatchObject({ err: "", code: 0 });
  const [first] = builds();
  utimesSync(source(), new Date(), new Date());
  expect(await help()).toMatchObject({ err: "", code: 0 });
  expect(builds()).toEqual([first]);

  edit("Usage: trailbook <command>", "Usage of tomorrow: trailbook <command>");
  expect((await help()).out).toMatch(/^Usage of tomorrow/);
});

it("is made again where it was removed", async () => {
  for (const name of builds()) rmSync(path.join(root, "dist", name), { recursive: true });
  expect((await help()).out).toMatch(/^Usage of tomorrow/);
});

it("two processes may make it at once", async () => {
  edit("Usage of tomorrow", "Usage of the day after");
  const both = await Promise.all([help(), help()]);
  for (const { out } of both) expect(out).toMatch(/^Usage of the day after/);
});

it("source that cannot be built is an error, in one line", async () => {
  edit("export function generalHelp", "export functoin generalHelp");
  const { out, err, code } = await help();
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toMatch(
    /^Trailbook could not be built from its source: [^\n]*lib\/cli\/help\.ts:\d+\)\n$/,
  );
});
