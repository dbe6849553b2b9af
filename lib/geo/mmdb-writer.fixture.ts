/** Writes small files of MaxMind's DB format (version 2, records of 24 bits) for tests. */
import { BITS } from "./ip-address";
import { parsePrefix } from "./prefix-table";

type Value =
  | string
  | number
  | boolean
  | bigint
  | readonly Value[]
  | { readonly [key: string]: Value };

const TYPE = { text: 2, uint32: 6, map: 7, uint64: 9, array: 11, boolean: 14 } as const;

/** The control bytes of a value: its type, and its size up to 284. */
function control(type: number, size: number): Buffer {
  const extended = type > 7;
  const low = Math.min(size, 29);
  const first = (extended ? 0 : type << 5) | low;
  const more = size < 29 ? [] : [size - 29];
  return Buffer.from([first, ...(extended ? [type - 7] : []), ...more]);
}

function encode(value: Value): Buffer {
  if (typeof value === "string") {
    const bytes = Buffer.from(value);
    return Buffer.concat([control(TYPE.text, bytes.length), bytes]);
  }
  if (typeof value === "boolean") return control(TYPE.boolean, value ? 1 : 0);
  if (typeof value === "bigint") {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return Buffer.concat([control(TYPE.uint64, 8), bytes]);
  }
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPE.uint32, 4), bytes]);
  }
  if (Array.isArray(value))
    return Buffer.concat([control(TYPE.array, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([
    control(TYPE.map, entries.length),
    ...entries.flatMap(([key, each]) => [encode(key), encode(each)]),
  ]);
}

/** A node's two branches: a further node, the place of a record in the data, or nothing. */
type Branch = Node | { readonly dataAt: number } | null;
type Node = [Branch, Branch];

const isNode = (branch: Branch): branch is Node => Array.isArray(branch);

type Options = { readonly ipVersion?: 4 | 6; readonly type?: string; readonly built?: string };

/** The bytes of a file with these records; a longer prefix must come after a shorter one around it. */
export function writeMmdb(
  records: Readonly<Record<string, Value>>,
  { ipVersion = 6, type = "Test-Country", built = "2026-06-01T00:00:00Z" }: Options = {},
): Buffer {
  const root: Node = [null, null];
  const data: Buffer[] = [];
  let dataBytes = 0;
  for (const [text, value] of Object.entries(records)) {
    const prefix = parsePrefix(text);
    if (!prefix) throw new Error(`${text} is not a prefix`);
    const { network } = prefix;
    // In a tree of IPv6, IPv4 addresses are those that begin with 96 zeros.
    const depth = prefix.length + (ipVersion === 6 && network.family === 4 ? 96 : 0);
    const bitAt = (at: number): 0 | 1 =>
      (network.bits >> BigInt(BITS[ipVersion] - 1 - at)) & 1n ? 1 : 0;
    let node = root;
    for (let at = 0; at < depth - 1; at++) {
      const next = node[bitAt(at)];
      const within: Node = isNode(next) ? next : [next, next];
      node[bitAt(at)] = within;
      node = within;
    }
    node[bitAt(depth - 1)] = { dataAt: dataBytes };
    const bytes = encode(value);
    data.push(bytes);
    dataBytes += bytes.length;
  }
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    nodes.push(node);
    for (const branch of node) if (isNode(branch)) visit(branch);
  };
  visit(root);
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const tree = Buffer.alloc(nodes.length * 6);
  const pointer = (branch: Branch): number => {
    if (branch === null) return nodes.length;
    return isNode(branch) ? (numbers.get(branch) ?? 0) : nodes.length + 16 + branch.dataAt;
  };
  nodes.forEach(([left, right], index) => {
    tree.writeUIntBE(pointer(left), index * 6, 3);
    tree.writeUIntBE(pointer(right), index * 6 + 3, 3);
  });
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(Date.parse(built) / 1_000),
    database_type: type,
    description: { en: "made by a test" },
    ip_version: ipVersion,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  });
  const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata]);
}
