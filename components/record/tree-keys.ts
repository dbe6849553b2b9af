/** What a key does in a folding tree. Pure. */
import type { JsonNode } from "./json-tree";
import type { TreeLine } from "./tree-lines";

export type TreeMove =
  /** Null if there is no line in that direction. */
  | { readonly do: "go"; readonly path: string | null }
  | { readonly do: "fold"; readonly path: string; readonly isOpen: boolean }
  | { readonly do: "unfold-all" }
  | { readonly do: "open-menu"; readonly node: JsonNode };

/** Null for a key that the tree does not use. */
export function treeMove(
  key: string,
  lines: readonly TreeLine[],
  active: TreeLine,
): TreeMove | null {
  const { node, isOpen, parentPath } = active;
  const at = lines.indexOf(active);
  const isBranch = node.children.length > 0;
  const go = (line: TreeLine | undefined): TreeMove => ({
    do: "go",
    path: line?.node.path ?? null,
  });
  const fold = (toOpen: boolean): TreeMove => ({ do: "fold", path: node.path, isOpen: toOpen });
  switch (key) {
    case "ArrowDown":
      return go(lines[at + 1]);
    case "ArrowUp":
      return go(lines[at - 1]);
    case "Home":
      return go(lines[0]);
    case "End":
      return go(lines.at(-1));
    case "*":
      return { do: "unfold-all" };
    case "ArrowRight":
      if (!isBranch) return null;
      // The first child is the next line.
      return isOpen ? go(lines[at + 1]) : fold(true);
    case "ArrowLeft":
      return isOpen ? fold(false) : { do: "go", path: parentPath };
    case "Enter":
    case " ":
      return isBranch ? fold(!isOpen) : { do: "open-menu", node };
    default:
      return null;
  }
}
