"use client";
/** The table of user agents by tool. */
import { useMemo } from "react";
import { cellContent } from "@/components/cell/cell-content";
import { useCellMenu } from "@/components/cell/use-cell-menu";
import { useCellTitle } from "@/components/cell/use-cell-title";
import { useCopy } from "@/components/ui/use-copy";
import { useWidth } from "@/components/ui/use-width";
import type { Sort } from "@/lib/investigation/investigation";
import { agentProductMenu } from "@/queries/agent-menu";
import type { Filter } from "@/queries/filters";
import { type CellMenu, cellMenu, type PivotTarget } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import { agentEvents } from "./agent-events";
import { type AgentGroup, type TreeLine, treeLines } from "./agent-groups";
import { AgentHeader } from "./agent-header";
import { AgentRow } from "./agent-row";
import { cellId, placeOfId } from "./cell-place";
import { ROW_HEIGHT } from "./table-row";
import { useGridFocus } from "./use-grid-focus";
import type { OpenGroups } from "./use-open-groups";
import { useVisibleRows } from "./use-visible-rows";

type Props = {
  readonly step: Step;
  readonly inputs: InputValues;
  /** In the order shown. */
  readonly groups: readonly AgentGroup[];
  readonly open: OpenGroups;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** The columns after the first, pixels; the version has no room on a narrow screen. */
const VERSION_WIDTH = 120;
const TOTAL_WIDTH = 96;
/** The chevron and the paddings of the first column, pixels. */
const FURNITURE = 44;
const LETTER = 7.2;
const TEMPLATE = `[--columns:minmax(0,1fr)_96px] sm:[--columns:minmax(0,1fr)_120px_96px]`;

const textOf = ({ group, line }: TreeLine): string | null => (line ? line.agent : group.product);

function menuOf(step: Step, { group, line }: TreeLine, inputs: InputValues): CellMenu {
  if (!line) return agentProductMenu(step, group.product, inputs);
  return cellMenu(step, "useragent", line.agent, inputs, () => line.agent);
}

/** User agents under their tools, each with its events: a tree by mouse or keyboard, with menus. */
export function AgentTable(props: Props) {
  const { step, inputs, groups, open, sort, onSort } = props;
  const [grid, width] = useWidth<HTMLDivElement>();
  const [openMenu, menu] = useCellMenu(props);
  const [, copy] = useCopy();
  const lines = useMemo(() => treeLines(groups, open.isOpen), [groups, open.isOpen]);
  const focus = useGridFocus(grid, { rows: lines.length, columns: 2 });
  const { active } = focus;
  const drawn = useVisibleRows(grid, lines.length, ROW_HEIGHT, active.row);
  const letters = Math.floor((width - TOTAL_WIDTH - VERSION_WIDTH - FURNITURE) / LETTER);

  const showTitle = useCellTitle(grid, (id) => {
    const place = placeOfId(id);
    const tree = place?.column === 0 ? lines[place.row] : undefined;
    return tree?.line ? cellContent("useragent", tree.line.agent).title : "";
  });
  const events = agentEvents({
    lines,
    focus,
    onFold: ({ group, isOpen }) => open.setOpen(group, !isOpen),
    onOpenMenu: (row) => {
      const tree = lines[row];
      const anchor = grid.current?.querySelector<HTMLElement>(`[data-cell="${cellId(row, 0)}"]`);
      if (tree && anchor)
        openMenu({ anchor, value: textOf(tree), menu: menuOf(step, tree, inputs) });
    },
    onCopy: (row) => {
      const tree = lines[row];
      if (tree) copy(textOf(tree) ?? "");
    },
  });
  return (
    <div ref={grid} className="min-h-0 flex-1 overflow-y-auto [contain:strict]">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus.
        role="treegrid"
        tabIndex={-1}
        aria-label={step.question}
        aria-rowcount={lines.length + 1}
        onPointerOver={showTitle}
        {...events}
        className={`block outline-none ${TEMPLATE}`}
      >
        <AgentHeader sort={sort} onSort={onSort} active={active} />
        <tbody
          className="relative block font-mono text-[12px] [font-variant-ligatures:none]"
          style={{ height: lines.length * ROW_HEIGHT }}
        >
          {[...drawn].map(([index, slot]) => {
            const tree = lines[index];
            return (
              tree && (
                <AgentRow
                  key={slot}
                  tree={tree}
                  position={index}
                  top={index * ROW_HEIGHT}
                  letters={letters}
                  activeAt={active.row === index ? active.column : null}
                />
              )
            );
          })}
        </tbody>
      </table>
      {menu}
    </div>
  );
}
