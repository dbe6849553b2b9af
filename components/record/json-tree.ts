/**
 * A record's JSON as a tree that keeps what `JSON.parse` loses: the order and doubles of keys and
 * the letters of numbers. A record is evidence, so it is shown as the log file has it.
 */
import { type Node, type ParseError, parseTree } from "jsonc-parser";

export type JsonNode = {
  /** Where it is, such as `$.userIdentity.arn` or `$.items[0]`; unique within a record. */
  readonly path: string;
  /** The key or index within its parent; null at the root. */
  readonly key: string | null;
  readonly type: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** Text of a string, without quotes and escapes; the letters of any other leaf. */
  readonly text: string;
  readonly children: readonly JsonNode[];
};

/** Deeper records are shown as text only; real records are far shallower. */
const MAX_DEPTH = 400;

const isDeeper = ({ children = [] }: Node, levels: number): boolean =>
  levels < 0 || children.some((child) => isDeeper(child, levels - 1));

/** Reads JSON text; null when it is not JSON, or nested beyond reason. */
export function readJson(text: string): JsonNode | null {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: true });
  } catch (error) {
    // The parser is recursive, so thousands of levels exhaust the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
  // A property is a level of the parser's tree too.
  if (!root || errors.length > 0 || isDeeper(root, 2 * MAX_DEPTH)) return null;
  return toNode(text, root, "$", null);
}

function toNode(text: string, node: Node, path: string, key: string | null): JsonNode {
  const { type, offset, length, children = [] } = node;
  switch (type) {
    case "object":
      return { path, key, type, text: "", children: propertiesOf(text, children, path) };
    case "array": {
      const items = children.map((child, at) => toNode(text, child, `${path}[${at}]`, `${at}`));
      return { path, key, type, text: "", children: items };
    }
    case "string":
      return { path, key, type, text: String(node.value), children: [] };
    case "property":
      throw new Error("A property is read with its object.");
    default:
      return { path, key, type, text: text.slice(offset, offset + length), children: [] };
  }
}

function propertiesOf(
  text: string,
  properties: readonly Node[],
  path: string,
): readonly JsonNode[] {
  const seen = new Map<string, number>();
  return properties.flatMap(({ children: [name, value] = [] }) => {
    if (!name || !value) return [];
    const key = String(name.value);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const step = /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    return toNode(text, value, `${path}${step}${times > 1 ? `#${times}` : ""}`, key);
  });
}

/** The node at a path of keys, or null. */
export function nodeAt(root: JsonNode | null, ...keys: readonly string[]): JsonNode | null {
  let node = root;
  for (const key of keys) node = node?.children.find((child) => child.key === key) ?? null;
  return node;
}

/** The text of a string, number or boolean at a path of keys; null for anything else. */
export function textAt(root: JsonNode | null, ...keys: readonly string[]): string | null {
  const node = nodeAt(root, ...keys);
  const isText = node?.type === "string" || node?.type === "number" || node?.type === "boolean";
  return isText ? node.text : null;
}

/** Every node, parents before children. */
export function* walk(node: JsonNode): Generator<JsonNode> {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index];
      if (child) waiting.push(child);
    }
  }
}
