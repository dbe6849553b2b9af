import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonNode, nodeAt, readJson, textAt, walk } from "./json-tree";
import { allBranches, ancestorsOf, findNodes, firstOpen, treeLines } from "./tree-lines";

function toValue(node: JsonNode | null): unknown {
  if (!node) return undefined;
  if (node.type === "array") return node.children.map(toValue);
  if (node.type === "object")
    return Object.fromEntries(node.children.map((child) => [child.key ?? "", toValue(child)]));
  return node.type === "string" ? node.text : JSON.parse(node.text);
}

function read(value: unknown): JsonNode {
  const node = readJson(JSON.stringify(value));
  if (!node) throw new Error("unreadable");
  return node;
}

describe("readJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(toValue(readJson(text))).toEqual(JSON.parse(text));
      }),
      { seed: 1 },
    );
  });

  it("refuses what JSON.parse refuses", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(readJson(text) !== null).toBe(parses);
      }),
      { seed: 1 },
    );
    for (const text of ["", "{", "[1,]", '{"a":1,}', "{} x", "01", "'a'", '"\n"', "nul"])
      expect(readJson(text)).toBeNull();
  });

  it("keeps long numbers, the order of keys and doubles", () => {
    const node = readJson('{"2":12345678901234567890,"1":1.0,"2":0}');
    expect(node?.children.map(({ key, text, path }) => [key, text, path])).toEqual([
      ["2", "12345678901234567890", '$["2"]'],
      ["1", "1.0", '$["1"]'],
      ["2", "0", '$["2"]#2'],
    ]);
  });

  it("reads 60 levels and rejects thousands", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    expect(readJson(nested(60))).not.toBeNull();
    expect(readJson(nested(100_000))).toBeNull();
  });

  it("returns null for a missing path", () => {
    const node = read({ a: { b: ["x"], c: null, d: 5 } });
    expect(textAt(node, "a", "d")).toBe("5");
    for (const path of [["a"], ["a", "c"], ["a", "b"], ["a", "x", "y"], ["__proto__"]])
      expect(textAt(node, ...path)).toBeNull();
    expect(textAt(node, "a", "b", "0")).toBe("x");
    expect(nodeAt(null, "a")).toBeNull();
  });
});

describe("the folding tree", () => {
  const root = read({ a: { b: { c: "needle" } }, d: [1, 2], e: {} });
  const paths = (open: ReadonlySet<string>) =>
    treeLines(root, open).map(({ node, level }) => `${level} ${node.path}`);

  it("shows what is open", () => {
    expect(paths(new Set())).toEqual(["1 $.a", "1 $.d", "1 $.e"]);
    expect(paths(new Set(["$.a"]))).toEqual(["1 $.a", "2 $.a.b", "1 $.d", "1 $.e"]);
    expect(treeLines(root, allBranches(root))).toHaveLength([...walk(root)].length - 1);
  });

  it("opens small records whole and large ones by their first level", () => {
    expect(firstOpen(root)).toEqual(allBranches(root));
    const large = read({ list: Array.from({ length: 300 }, () => ({ x: 1 })) });
    expect([...firstOpen(large)]).toEqual(["$.list"]);
  });

  it("finds by key and text and unfolds the matches", () => {
    const found = findNodes(root, "NEEDLE");
    expect(found.map(({ path }) => path)).toEqual(["$.a.b.c"]);
    expect([...ancestorsOf(root, found)].sort()).toEqual(["$", "$.a", "$.a.b"]);
    expect(findNodes(root, "")).toEqual([]);
    expect(findNodes(root, "d")).toHaveLength(2);
  });
});
