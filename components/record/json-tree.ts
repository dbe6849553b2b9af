/**
 * A record's JSON as a tree that keeps what `JSON.parse` loses: the order and doubles of keys and
 * the letters of numbers. A record is evidence, so it is shown as the log file has it.
 */

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

/** Deeper records are shown as text only: no honest record comes near. */
const MAX_DEPTH = 400;

const SPACE = /[ \t\r\n]*/y;
/** Where a string ends; what is in it, `JSON.parse` judges. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

class Unreadable extends Error {}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  readAll(): JsonNode {
    const node = this.value("$", null, 0);
    this.take(SPACE);
    if (this.at < this.text.length) throw new Unreadable();
    return node;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return null;
    this.at += match[0].length;
    return match[0];
  }

  private skip(mark: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private need(mark: string): void {
    if (!this.skip(mark)) throw new Unreadable();
  }

  private string(): string | null {
    const raw = this.take(STRING);
    if (raw === null) return null;
    try {
      return JSON.parse(raw) as string;
    } catch {
      throw new Unreadable();
    }
  }

  private value(path: string, key: string | null, depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new Unreadable();
    if (this.skip("{")) return { ...this.object(path, depth), path, key, type: "object", text: "" };
    if (this.skip("[")) return { ...this.array(path, depth), path, key, type: "array", text: "" };
    const string = this.string();
    if (string !== null) return { path, key, type: "string", text: string, children: [] };
    const word = this.take(WORD);
    if (word !== null)
      return { path, key, type: word === "null" ? "null" : "boolean", text: word, children: [] };
    const number = this.take(NUMBER);
    if (number === null) throw new Unreadable();
    return { path, key, type: "number", text: number, children: [] };
  }

  private object(path: string, depth: number): Pick<JsonNode, "children"> {
    const children: JsonNode[] = [];
    const seen = new Map<string, number>();
    if (this.skip("}")) return { children };
    do {
      this.take(SPACE);
      const key = this.string();
      if (key === null) throw new Unreadable();
      this.need(":");
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      const step = /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
      children.push(this.value(`${path}${step}${times > 1 ? `#${times}` : ""}`, key, depth + 1));
    } while (this.skip(","));
    this.need("}");
    return { children };
  }

  private array(path: string, depth: number): Pick<JsonNode, "children"> {
    const children: JsonNode[] = [];
    if (this.skip("]")) return { children };
    do {
      const index = String(children.length);
      children.push(this.value(`${path}[${index}]`, index, depth + 1));
    } while (this.skip(","));
    this.need("]");
    return { children };
  }
}

/** Reads JSON text; null when it is not JSON, or nested beyond reason. */
export function readJson(text: string): JsonNode | null {
  try {
    return new Reader(text).readAll();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
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
