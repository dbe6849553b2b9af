import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Layout, layouts } from "./layouts";
import { fetches, shapes, stepStatements } from "./statements.fixture";

describe("golden SQL", () => {
  it.each(stepStatements)("$name on one layout", async ({ name, sql }) => {
    await expect(`${sql};\n`).toMatchFileSnapshot(`golden/${name}.sql`);
  });

  it.each(Object.entries(shapes))("%s on every layout", async (name, sqlOn) => {
    const texts = Object.values<Layout>(layouts).map(
      (layout) => `-- ${layout.name}\n${sqlOn(layout)};\n`,
    );
    await expect(texts.join("\n")).toMatchFileSnapshot(`golden/layouts.${name}.sql`);
  });

  it.each(Object.entries(fetches))("%s over a table per account", async (name, sqlOn) => {
    await expect(`${sqlOn(layouts.partitioner)};\n`).toMatchFileSnapshot(`golden/${name}.sql`);
  });

  it("has a file for every step and shape, and no other", () => {
    const kept = readdirSync(new URL("golden", import.meta.url)).sort();
    const wanted = [
      ...stepStatements.map(({ name }) => name),
      ...Object.keys(shapes).map((name) => `layouts.${name}`),
      ...Object.keys(fetches),
    ];
    expect(kept).toEqual(wanted.map((name) => `${name}.sql`).sort());
  });
});
