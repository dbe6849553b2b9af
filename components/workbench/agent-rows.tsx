"use client";
/** The rows of a step that counts user agents. */
import { useMemo } from "react";
import { Bars } from "@/components/chart/bars";
import type { PlainRows } from "@/components/findings/rule-words";
import {
  agentOrder,
  groupAgents,
  isWorthGrouping,
  orderGroups,
} from "@/components/table/agent-groups";
import { AgentTable } from "@/components/table/agent-table";
import { useOpenGroups } from "@/components/table/use-open-groups";
import { Button } from "@/components/ui/button";
import type { Row } from "@/lib/api/run";
import type { Investigation, Sort } from "@/lib/investigation/investigation";
import { formatCounted } from "@/lib/text/format";
import { agentProductMenu } from "@/queries/agent-menu";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";

export type AgentRowsProps = {
  readonly step: Step;
  readonly investigation: Investigation;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly onSort: (sort: Sort | null) => void;
  readonly onGrouped: (isGrouped: boolean) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  /** The same rows as any other answer shows them. */
  readonly plain: PlainRows;
};

const BAR_COLUMNS = ["agentproduct", "total"];
/** A chart of fewer bars than these says nothing that the rows do not say themselves. */
const FEWEST_BARS = 3;
const PRESSED =
  "aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:text-accent";
const RAREST: Sort = { column: "total", descending: false };

/** Counts of user agents, grouped by tool where a tool has several. */
export function AgentRows(props: AgentRowsProps) {
  const { step, investigation, columns, rows, plain, onSort, onGrouped, onPivot, onFilter } = props;
  const { sort, inputs, isGrouped } = investigation;
  const groups = useMemo(() => groupAgents(columns, rows), [columns, rows]);
  const order = agentOrder(sort);
  const ordered = useMemo(() => orderGroups(groups, order), [groups, order]);
  const bars = useMemo(() => groups.map(({ product, total }) => [product, total]), [groups]);
  const open = useOpenGroups(ordered, order);
  if (!isWorthGrouping(groups)) return plain();
  const isRarest = order === "rarest";
  const head = (
    <div className="flex flex-wrap items-center gap-1.5">
      <p className="mr-auto text-[12px] text-ink-2">
        {formatCounted(rows.length, "user agent")} of {formatCounted(groups.length, "tool")}
      </p>
      <Button aria-pressed={isGrouped} className={PRESSED} onClick={() => onGrouped(!isGrouped)}>
        Group by tool
      </Button>
      {isGrouped && (
        <>
          <Button
            aria-pressed={isRarest}
            className={PRESSED}
            onClick={() => onSort(isRarest ? null : RAREST)}
          >
            Rarest first
          </Button>
          <Button onClick={() => open.setAll(!open.areAllOpen)}>
            {open.areAllOpen ? "Collapse all" : "Expand all"}
          </Button>
        </>
      )}
    </div>
  );
  if (!isGrouped)
    return (
      <>
        {head}
        {plain()}
      </>
    );
  return (
    <>
      {groups.length >= FEWEST_BARS && (
        <Bars
          {...{ step, inputs, onPivot, onFilter }}
          columns={BAR_COLUMNS}
          rows={bars}
          menuOf={(_, product) => agentProductMenu(step, product, inputs)}
        />
      )}
      {head}
      <div data-answer-rows className="flex min-h-[280px] flex-1 flex-col">
        <AgentTable {...{ step, inputs, open, sort, onSort, onPivot, onFilter }} groups={ordered} />
      </div>
    </>
  );
}
