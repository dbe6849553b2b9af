import { describe, expect, it } from "vitest";
import { readJson } from "./json-tree";
import { treeMove } from "./tree-keys";
import { treeLines } from "./tree-lines";

describe("treeMove", () => {
  const root = readJson('{"a":{"b":1},"c":2}');
  const lines = (open: readonly string[]) => (root ? treeLines(root, new Set(open)) : []);
  const move = (key: string, path: string, open: readonly string[] = ["$.a"]) => {
    const shown = lines(open);
    const active = shown.find(({ node }) => node.path === path);
    return active && treeMove(key, shown, active);
  };

  it.each([
    ["ArrowDown", "$.a", "$.a.b"],
    ["ArrowUp", "$.c", "$.a.b"],
    ["ArrowUp", "$.a", null],
    ["ArrowDown", "$.c", null],
    ["Home", "$.c", "$.a"],
    ["End", "$.a", "$.c"],
    ["ArrowRight", "$.a", "$.a.b"],
    ["ArrowLeft", "$.a.b", "$.a"],
    ["ArrowLeft", "$.c", null],
  ])("%s at %s goes to %s", (key, at, path) => expect(move(key, at)).toEqual({ do: "go", path }));

  it("folds and unfolds", () => {
    const fold = (isOpen: boolean) => ({ do: "fold", path: "$.a", isOpen });
    expect(move("ArrowLeft", "$.a")).toEqual(fold(false));
    expect(move("Enter", "$.a")).toEqual(fold(false));
    expect(move("ArrowRight", "$.a", [])).toEqual(fold(true));
    expect(move("*", "$.a")).toEqual({ do: "unfold-all" });
  });

  it("opens the menu of a value, and leaves other keys alone", () => {
    expect(move(" ", "$.c")).toMatchObject({ do: "open-menu", node: { text: "2" } });
    expect([move("ArrowRight", "$.c"), move("x", "$.c")]).toEqual([null, null]);
  });
});
