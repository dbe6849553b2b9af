import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fieldNames, scopeNames, sharedNames } from "./golden-names.fixture";
import { type Layout, layouts } from "./layouts";
import {
  type Definition,
  onOneLine,
  shortDefinition,
  shortSql,
  wholeSql,
} from "./short-sql.fixture";
import { fetches, type Named, shapes, stepStatements } from "./statements.fixture";

const everyLayout = Object.values<Layout>(layouts);
const namesByLayout = new Map(
  everyLayout.map((layout) => [
    layout,
    [...fieldNames(layout), ...sharedNames(layout), ...scopeNames(layout)],
  ]),
);
const namesOn = (layout: Layout): readonly Definition[] => namesByLayout.get(layout) ?? [];
const namesOfSteps = namesOn(layouts["hive-org"]);
const otherNames = ({ sql }: Definition, layout: Layout): readonly Definition[] =>
  namesOn(layout).filter((other) => other.sql !== sql);

const section = (title: string, text: string) => `-- ${title}\n${text}\n`;

/** Definitions in their short form, by the layouts that have them. */
function definitionFile(namesFor: (layout: Layout) => readonly Definition[]): string {
  const layoutsOf = new Map<string, string>();
  for (const layout of everyLayout) {
    for (const definition of namesFor(layout)) {
      const text = shortDefinition(definition, otherNames(definition, layout));
      const before = layoutsOf.get(text);
      layoutsOf.set(text, before === undefined ? layout.name : `${before}, ${layout.name}`);
    }
  }
  return [...new Set(layoutsOf.values())]
    .map((on) => {
      const texts = [...layoutsOf].flatMap(([text, layoutNames]) =>
        layoutNames === on ? text : [],
      );
      return section(on, texts.join("\n"));
    })
    .join("");
}

/** A form of statement on every layout; layouts that differ only in the names' meaning are together. */
function shapeFile(sqlOn: (layout: Layout) => string): string {
  const texts = everyLayout.map((layout) => shortSql(sqlOn(layout), namesOn(layout)));
  return [...new Set(texts)]
    .map((text) => {
      const on = everyLayout.filter((_, index) => texts[index] === text);
      return section(on.map(({ name }) => name).join(", "), `${text};`);
    })
    .join("");
}

const playbookIds = [...new Set(stepStatements.map(({ playbookId }) => playbookId))];
const stepsOf = (id: string) => stepStatements.filter(({ playbookId }) => playbookId === id);

const files: readonly Named[] = [
  { name: "fields", sql: definitionFile(fieldNames) },
  {
    name: "names",
    sql: definitionFile((layout) => [...sharedNames(layout), ...scopeNames(layout)]),
  },
  ...playbookIds.map((id) => ({
    name: `playbook.${id}`,
    sql: stepsOf(id)
      .map(({ name, sql }) => section(name, `${shortSql(sql, namesOfSteps)};`))
      .join(""),
  })),
  ...Object.entries(shapes).map(([name, sqlOn]) => ({
    name: `layouts.${name}`,
    sql: shapeFile(sqlOn),
  })),
  ...Object.entries(fetches).map(([name, sqlOn]) => ({
    name,
    sql: `${shortSql(sqlOn(layouts.partitioner), namesOn(layouts.partitioner))};\n`,
  })),
];

describe("golden SQL", () => {
  it.each(files)("$name", async ({ name, sql }) => {
    await expect(sql).toMatchFileSnapshot(`golden/${name}.sql`);
  });

  it("has no other file", () => {
    const kept = readdirSync(new URL("golden", import.meta.url)).sort();
    expect(kept).toEqual(files.map(({ name }) => `${name}.sql`).sort());
  });

  it.each(everyLayout)("stands for exactly the compiled text on $name", (layout) => {
    const names = namesOn(layout);
    const statements = [
      ...Object.values({ ...shapes, ...fetches }).map((sqlOn) => sqlOn(layout)),
      ...(layout === layouts["hive-org"] ? stepStatements.map(({ sql }) => sql) : []),
    ];
    for (const sql of statements) {
      expect(wholeSql(shortSql(sql, names), names)).toBe(onOneLine(sql));
    }
    for (const definition of names) {
      const others = otherNames(definition, layout);
      const short = shortDefinition(definition, others);
      expect(wholeSql(short, others)).toBe(`{${definition.name}} = ${definition.sql}`);
    }
  });
});
