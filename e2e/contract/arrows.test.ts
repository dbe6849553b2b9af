/** The arrows between the folders hold: every rule catches what it is there to catch. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["app", "components", "lib", "queries", "e2e"];

/** The rooms of each folder, from the bottom up. A dot is the folder's loose files. */
const ROOMS: Readonly<Record<string, string>> = {
  lib: ". api text investigation geo rules lake engine backend runs hunt demo page cli",
  "lib/lake": ". find read record store plan copy import",
  "lib/engine": ". duckdb athena slices rollups",
  "lib/engine/athena": "errors aws runs results estimate log-files .",
  components:
    "ui cell chain chart table activity scope facets shell answer evidence findings record catalogue workbench rules glance",
};

type Wrong = readonly [rule: string, file: string, text: string];

/** An import of each room above, by each room. */
const UP = Object.entries(ROOMS).flatMap(([folder, names]) => {
  const rooms = names.split(" ");
  const pathOf = (room: string, file: string) =>
    room === "." ? `${folder}/${file}` : `${folder}/${room}/${file}`;
  return rooms.slice(0, -1).flatMap((room, index) =>
    rooms.slice(index + 1).map((higher): Wrong => {
      const rule = room === "." ? `${folder}-loose-files-not-up` : `${folder}/${room}-not-up`;
      const to = higher === "." ? "loose" : higher;
      const text = `import type { High } from "@/${pathOf(higher, "high")}";`;
      return [rule, pathOf(room, `up-to-${to}.ts`), text];
    }),
  );
});

/** The files that those import. */
const HIGH = Object.entries(ROOMS).flatMap(([folder, names]) =>
  names.split(" ").map((room) => `${folder}/${room === "." ? "" : `${room}/`}high.ts`),
);

/** Each wrong import: the rule that must report it, its file, its text. */
const WRONG: readonly Wrong[] = [
  ["queries-is-pure", "queries/up.ts", 'export { low } from "@/lib/low";'],
  ["queries-is-pure", "queries/up-type.ts", 'export type { Low } from "@/lib/low";'],
  ["queries-is-pure", "queries/node.ts", 'export { readFileSync } from "node:fs";'],
  ["queries-is-pure", "queries/react.ts", 'import type { ReactNode } from "react";'],
  ["lib-not-up", "lib/up.ts", 'export { card } from "@/components/card";'],
  ["lib-not-up", "lib/up-type.ts", 'import type { Card } from "../components/card";'],
  ["components-not-up", "components/up.ts", 'export { page } from "@/app/page";'],
  ["components-not-up", "components/up-type.ts", 'import type { Page } from "@/app/page";'],
  ...["backend", "demo", "engine", "geo", "hunt", "lake", "rules", "runs"].map(
    (room): Wrong => [
      "components-import-browser-rooms",
      `components/${room}.ts`,
      `import type { High } from "@/lib/${room}/high";`,
    ],
  ),
  ["components-import-browser-rooms", "components/loose.ts", 'export { low } from "@/lib/low";'],
  ["browser-code-runs-in-a-browser", "components/disk.ts", 'export { disk } from "@/lib/disk";'],
  ["browser-code-runs-in-a-browser", "lib/text/disk.ts", 'export { disk } from "@/lib/disk";'],
  ["app-not-to-tests", "app/test.ts", 'export { helper } from "@/e2e/helper";'],
  ["duckdb-only-where-it-belongs", "lib/db.ts", 'import duckdb from "@duckdb/node-api";'],
  ["duckdb-only-where-it-belongs", "lib/demo/db.ts", 'import duckdb from "@duckdb/node-api";'],
  ["duckdb-only-where-it-belongs", "app/db.ts", 'import type {} from "@duckdb/node-api";'],
  ["aws-only-where-it-belongs", "lib/aws.ts", 'import type {} from "@aws-sdk/client-athena";'],
  ["yaml-only-where-it-belongs", "lib/yaml.ts", 'import type {} from "yaml";'],
  ["no-circular", "lib/circle-a.ts", 'export { b } from "./circle-b";\nexport const a = 1;'],
  ["no-circular", "lib/ring-a.ts", 'import type { B } from "./ring-b";\nexport type A = B[];'],
  ["not-to-unresolvable", "app/lost.ts", 'export { lost } from "@/lib/lost";'],
];

/** What those import, and every direction that is allowed: none of it may be named. */
const RIGHT: Record<string, string> = {
  "queries/pure.ts": 'export { word } from "./word";',
  "queries/word.ts": "export const word = 1;",
  "lib/low.ts": 'export { word as low } from "@/queries/word";\nexport type Low = number;',
  "lib/disk.ts": 'import { readFileSync } from "node:fs";\nexport const disk = readFileSync;',
  "lib/circle-b.ts": 'export { a } from "./circle-a";\nexport const b = 1;',
  "lib/ring-b.ts": 'import type { A } from "./ring-a";\nexport type B = { a: A };',
  "lib/api/run.ts": "export type RunState = string;",
  "lib/text/words.ts":
    'import type { RunState } from "@/lib/api/run";\nexport type Word = RunState;',
  "lib/engine/duckdb/run.ts": 'import duckdb from "@duckdb/node-api";\nexport const run = duckdb;',
  "lib/engine/athena/open.ts": 'import "@aws-sdk/client-athena";\nimport "./errors/trouble";',
  "lib/engine/athena/errors/trouble.ts": "export const trouble = 1;",
  "lib/lake/store/lake.ts": 'import "@duckdb/node-api";\nexport type Lake = string;',
  "lib/runs/start.ts":
    'export { run } from "@/lib/engine/duckdb/run";\nexport type { Lake } from "@/lib/lake/store/lake";',
  "lib/lake/find/find.fixture.ts": 'export type { Lake } from "../store/lake";',
  "components/card.ts":
    'import type { RunState } from "@/lib/api/run";\nexport type Card = RunState;\nexport const card = 1;',
  "components/workbench/speaks.ts":
    'export { word } from "@/queries/word";\nexport type { Word } from "@/lib/text/words";\nexport { button } from "@/components/ui/button";',
  "components/ui/button.ts": "export const button = 1;",
  "app/page.ts":
    'export { run } from "@/lib/engine/duckdb/run";\nexport { card } from "@/components/card";\nexport type Page = 1;\nexport const page = 1;',
  "e2e/helper.ts":
    'export { page as helper } from "@/app/page";\nexport { run } from "@/lib/engine/duckdb/run";',
  ...Object.fromEntries(HIGH.map((file) => [file, "export type High = string;"])),
};

const output = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

type Summary = z.infer<typeof output>["summary"];

/** Runs the same command as `npm run lint`, in a separate folder. */
function cruise(folder: string, folders: readonly string[] = FOLDERS): Promise<Summary> {
  const bin = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  return new Promise((resolve, reject) => {
    const args = [bin, ...folders, "--output-type", "json"];
    const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 };
    execFile(process.execPath, args, options, (_failure, stdout, stderr) => {
      // It exits with the number of violations, so only the output distinguishes a failure from a violation.
      if (stdout) resolve(output.parse(JSON.parse(stdout)).summary);
      else reject(new Error(stderr));
    });
  });
}

describe("the arrows", () => {
  let tree = "";
  let found: readonly string[] = [];

  beforeAll(async () => {
    // Inside the repository, so that packages resolve as they do for the real tree.
    mkdirSync(join(ROOT, ".trailbook"), { recursive: true });
    tree = mkdtempSync(join(ROOT, ".trailbook/arrows-"));
    for (const name of [".dependency-cruiser.cjs", "tsconfig.json"]) {
      cpSync(join(ROOT, name), join(tree, name));
    }
    const planted = [...WRONG, ...UP].map(([, file, text]): [string, string] => [file, text]);
    for (const [file, text] of [...Object.entries(RIGHT), ...planted]) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), `${text}\n`);
    }
    const { violations } = await cruise(tree);
    found = violations.map(({ rule, from }) => `${rule.name} ${from}`);
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(WRONG)("%s catches %s", (rule, file) => {
    expect(found).toContain(`${rule} ${file}`);
  });

  it("leave every allowed direction alone", () => {
    const allowed = Object.keys(RIGHT).filter((file) => !/circle|ring/.test(file));
    expect(found.filter((each) => allowed.some((file) => each.endsWith(` ${file}`)))).toEqual([]);
  });

  it("have a planted mistake for every rule", () => {
    const config: unknown = createRequire(import.meta.url)(join(ROOT, ".dependency-cruiser.cjs"));
    const { forbidden } = z
      .object({ forbidden: z.array(z.object({ name: z.string() })) })
      .parse(config);
    const planted = new Set([...WRONG, ...UP].map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  it("let no room import a room above it", () => {
    const missed = UP.map(([rule, file]) => `${rule} ${file}`).filter(
      (each) => !found.includes(each),
    );
    expect(missed).toEqual([]);
  });

  it.each(Object.entries(ROOMS))("have a place for every room of %s", (folder, names) => {
    const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const parts = files
      .filter((entry) => entry.isFile())
      .map(({ parentPath }) => relative(join(ROOT, folder), parentPath).split(sep)[0] || ".");
    expect(new Set(parts)).toEqual(new Set(names.split(" ")));
  });

  it("are searched in the real tree: an empty reading would pass as well", async () => {
    // The smallest folder will do; all of them are the lint's.
    expect((await cruise(ROOT, ["queries"])).totalCruised).toBeGreaterThan(20);
  });
});
