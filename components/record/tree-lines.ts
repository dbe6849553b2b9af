/** A folding tree as the list of lines that are in view. */
import { type JsonNode, walk } from "./json-tree";

export type TreeLine = {
  readonly node: JsonNode;
  /** 1 for the record's own keys. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly isOpen: boolean;
  readonly parentPath: string | null;
};

/** Small records open whole; of large ones the first levels do. */
const OPEN_WHOLE = 250;

/** The lines of a tree under the root, with the open nodes' children. */
export function treeLines(root: JsonNode, open: ReadonlySet<string>): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const add = (parent: JsonNode, level: number): void => {
    parent.children.forEach((node, index) => {
      const isOpen = node.children.length > 0 && open.has(node.path);
      lines.push({
        node,
        level,
        position: index + 1,
        siblings: parent.children.length,
        isOpen,
        parentPath: level === 1 ? null : parent.path,
      });
      if (isOpen) add(node, level + 1);
    });
  };
  add(root, 1);
  return lines;
}

/** Every node that can be unfolded. */
export function allBranches(root: JsonNode): ReadonlySet<string> {
  return new Set(
    Array.from(walk(root)).flatMap((node) => (node.children.length > 0 ? [node.path] : [])),
  );
}

/** What is unfolded at first. */
export function firstOpen(root: JsonNode): ReadonlySet<string> {
  let count = 0;
  for (const _ of walk(root)) {
    count += 1;
    if (count > OPEN_WHOLE)
      return new Set(
        root.children.filter((node) => node.children.length > 0).map(({ path }) => path),
      );
  }
  return allBranches(root);
}

/** The nodes whose key or text contains the search text, in order, ignoring case. */
export function findNodes(root: JsonNode, search: string): readonly JsonNode[] {
  const wanted = search.toLowerCase();
  if (wanted === "") return [];
  const holds = (text: string | null): boolean => text?.toLowerCase().includes(wanted) ?? false;
  const found: JsonNode[] = [];
  for (const node of walk(root)) if (holds(node.key) || holds(node.text)) found.push(node);
  return found;
}

/** The nodes that must be open for these to be in view. */
export function ancestorsOf(root: JsonNode, nodes: readonly JsonNode[]): ReadonlySet<string> {
  const wanted = new Set(nodes.map((node) => node.path));
  const open = new Set<string>();
  const visit = (node: JsonNode): boolean => {
    // Not `some`: every child is visited, because each match has ancestors to open.
    const below = node.children.map(visit).includes(true);
    if (below) open.add(node.path);
    return below || wanted.has(node.path);
  };
  visit(root);
  return open;
}
