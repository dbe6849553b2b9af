/** Counts of user agents grouped by tool. Pure: from the rows of an answer to the lines of a tree. */
import type { Row } from "@/lib/api/run";
import type { Sort } from "@/lib/investigation/investigation";
import { type AgentTool, agentTool } from "@/queries/agent-product";

/** A whole user agent, null for events without one. */
export type AgentLine = {
  readonly agent: string | null;
  readonly version: string | null;
  readonly total: number;
  /** The answer's row, for what else it holds. */
  readonly row: Row;
};

export type AgentGroup = {
  /** The tool; null for events without a user agent. */
  readonly product: string | null;
  readonly total: number;
  /** How many versions the agents name. */
  readonly versions: number;
  readonly lines: readonly AgentLine[];
};

function byText(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}

const byMost = (a: AgentLine | AgentGroup, b: AgentLine | AgentGroup): number => b.total - a.total;

/** Rows come page after page, and each page groups them all again: a text is read once. */
const known = new Map<string, AgentTool>();
const MOST_KNOWN = 200_000;

function toolOf(agent: string | null): AgentTool {
  if (agent === null) return { product: null, version: null };
  const before = known.get(agent);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const tool = agentTool(agent);
  known.set(agent, tool);
  return tool;
}

function lineOf(row: Row, agentAt: number, totalAt: number) {
  const cell = row[agentAt] ?? null;
  const agent = cell === null ? null : String(cell);
  const total = Number(row[totalAt]);
  const { product, version } = toolOf(agent);
  return { product, line: { agent, version, total: Number.isFinite(total) ? total : 0, row } };
}

/** Groups the rows by tool, those with most events first. */
export function groupAgents(
  columns: readonly string[],
  rows: readonly Row[],
): readonly AgentGroup[] {
  const [agentAt, totalAt] = [columns.indexOf("useragent"), columns.indexOf("total")];
  const byProduct = new Map<string | null, AgentLine[]>();
  for (const row of rows) {
    const { product, line } = lineOf(row, agentAt, totalAt);
    const lines = byProduct.get(product);
    if (lines) lines.push(line);
    else byProduct.set(product, [line]);
  }
  return [...byProduct]
    .map(([product, lines]): AgentGroup => {
      const total = lines.reduce((sum, line) => sum + line.total, 0);
      const versions = new Set(lines.flatMap(({ version }) => version ?? [])).size;
      return { product, total, versions, lines: [...lines].sort(byMost) };
    })
    .sort((a, b) => byMost(a, b) || byText(a.product, b.product));
}

/** The order of groups and of the lines in them. */
export type AgentOrder = "most" | "rarest" | "name";

/** The order that an answer's sort stands for. */
export function agentOrder(sort: Sort | null): AgentOrder {
  if (sort?.column === "total") return sort.descending ? "most" : "rarest";
  return sort?.column === "useragent" ? "name" : "most";
}

// Lines come with most events first; `Math.min` of 100,000 arguments would overflow the stack.
const fewest = ({ lines }: AgentGroup): number => lines.at(-1)?.total ?? 0;

/**
 * The groups in an order. Rarest first goes by the rarest agent of each tool: one odd agent among
 * thousands of calls of a usual tool comes first.
 */
export function orderGroups(
  groups: readonly AgentGroup[],
  order: AgentOrder,
): readonly AgentGroup[] {
  if (order === "most") return groups;
  const lines = (group: AgentGroup): AgentGroup => ({
    ...group,
    lines: [...group.lines].sort(
      order === "rarest"
        ? (a, b) => a.total - b.total || byText(a.agent, b.agent)
        : (a, b) => byText(a.agent, b.agent),
    ),
  });
  const least = new Map(groups.map((group) => [group.product, fewest(group)]));
  const leastOf = ({ product }: AgentGroup): number => least.get(product) ?? 0;
  return groups
    .map(lines)
    .sort((a, b) =>
      order === "rarest"
        ? leastOf(a) - leastOf(b) || a.total - b.total || byText(a.product, b.product)
        : byText(a.product, b.product),
    );
}

/** A line of the tree: a tool, or a user agent under its tool. */
export type TreeLine = {
  readonly group: AgentGroup;
  /** Null for the tool itself. */
  readonly line: AgentLine | null;
  readonly isOpen: boolean;
  /** The place among its siblings, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
};

/** The lines of a tree in which the agents of some tools show. */
export function treeLines(
  groups: readonly AgentGroup[],
  isOpen: (group: AgentGroup) => boolean,
): readonly TreeLine[] {
  return groups.flatMap((group, index): readonly TreeLine[] => {
    const open = isOpen(group);
    const tool = { group, line: null, isOpen: open, position: index + 1, siblings: groups.length };
    if (!open) return [tool];
    const siblings = group.lines.length;
    const agents = group.lines.map((line, at) => ({
      group,
      line,
      isOpen: false,
      position: at + 1,
      siblings,
    }));
    return [tool, ...agents];
  });
}

/** Whether grouping says more than the rows themselves: some tool has several agents. */
export function isWorthGrouping(groups: readonly AgentGroup[]): boolean {
  return groups.some(({ lines }) => lines.length > 1);
}
