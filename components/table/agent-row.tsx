"use client";
/** A line of the table of user agents. */
import { memo, use } from "react";
import { cellContent } from "@/components/cell/cell-content";
import { MarkBadge } from "@/components/cell/mark-badge";
import { type ValueEvidence, ValueEvidenceContext } from "@/components/cell/value-evidence";
import { CellText, MiddleCut } from "@/components/ui/middle-cut";
import { formatCount, formatCounted } from "@/lib/text/format";
import { visibleText } from "@/lib/text/visible-text";
import type { Mark } from "@/queries/signals/marks";
import type { AgentGroup, TreeLine } from "./agent-groups";
import { cellId } from "./cell-place";

type Props = {
  readonly tree: TreeLine;
  readonly position: number;
  readonly top: number;
  /** How many letters the first column has room for. */
  readonly letters: number;
  /** The column of the cell that the keyboard is on, if it is in this row. */
  readonly activeAt: number | null;
};

const CELL = "min-w-0 px-2 leading-[28px] outline-offset-[-2px]";
const VALUE =
  "max-w-full min-w-0 text-left underline decoration-ink-3/60 decoration-dashed underline-offset-[3px] outline-offset-[-2px]";
/** The letters that the indent of an agent takes. */
const INDENT = 5;

function versionsOf({ versions, lines }: AgentGroup): string {
  if (versions > 1) return formatCounted(versions, "version");
  return lines.find(({ version }) => version !== null)?.version ?? "";
}

/** The mark of a whole user agent; of a tool, or the first of its agents that has one. */
function markIn({ group, line }: TreeLine, { markOf }: ValueEvidence): Mark | null {
  if (line) return markOf("useragent", line.agent);
  const ofTool = markOf("agentproduct", group.product);
  if (ofTool) return ofTool;
  const marks = group.lines.map(({ agent }) => markOf("useragent", agent));
  return marks.find((mark) => mark !== null) ?? null;
}

/** One line of the tree: a tool with its total, or a whole user agent. Keys and clicks are heard by the table. */
export const AgentRow = memo(function AgentRow({ tree, position, top, letters, activeAt }: Props) {
  const { group, line, isOpen } = tree;
  const column = line ? "useragent" : "agentproduct";
  const { text, tone } = cellContent(column, line ? line.agent : group.product);
  const version = line ? (line.version ?? "") : versionsOf(group);
  const mark = markIn(tree, use(ValueEvidenceContext));
  const isCut = text.length > letters - (line ? INDENT : 0);
  const focusOf = (columnAt: number) => ({
    "data-cell": cellId(position, columnAt),
    tabIndex: activeAt === columnAt ? 0 : -1,
  });
  return (
    <tr
      aria-rowindex={position + 2}
      aria-level={line ? 2 : 1}
      aria-posinset={tree.position}
      aria-setsize={tree.siblings}
      aria-expanded={line ? undefined : isOpen}
      style={{ transform: `translateY(${top}px)` }}
      className={`absolute top-0 left-0 grid h-[29px] w-full cursor-pointer contain-strict grid-cols-(--columns) border-line-soft border-b bg-panel hover:bg-line-soft ${line ? "" : "font-medium"}`}
    >
      <td className={`${CELL} flex items-center gap-1.5 ${line ? "pl-9" : ""} ${tone}`}>
        {!line && (
          <span aria-hidden="true" className="w-3 shrink-0 text-ink-3">
            {isOpen ? "▾" : "▸"}
          </span>
        )}
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={isCut ? visibleText(text) : undefined}
          aria-description={mark ? `${mark.label}: ${mark.reason}` : undefined}
          {...focusOf(0)}
          className={`${isCut ? "flex" : "block truncate"} ${VALUE}`}
        >
          {isCut ? <MiddleCut text={text} isCut /> : <CellText text={text} />}
        </button>
        {mark && <MarkBadge mark={mark} />}
        {!line && group.lines.length > 1 && (
          <span className="shrink-0 font-normal font-sans text-[11.5px] text-ink-3 max-sm:hidden">
            {formatCounted(group.lines.length, "user agent")}
          </span>
        )}
      </td>
      <td
        className={`${CELL} truncate ${line ? "" : "font-sans font-normal text-ink-3"} max-sm:hidden`}
      >
        <CellText text={version} />
      </td>
      <td {...focusOf(1)} className={`${CELL} text-right`}>
        {formatCount(line ? line.total : group.total)}
      </td>
    </tr>
  );
});
