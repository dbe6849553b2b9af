"use client";
/** The chart of a counting step. */
import dynamic from "next/dynamic";
import { type ReactNode, use, useMemo } from "react";
import { AccountNamesContext } from "@/components/cell/account-names";
import { rowFacts } from "@/components/cell/cell-content";
import { useCellMenu } from "@/components/cell/use-cell-menu";
import { loadCode } from "@/components/ui/load-code";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { Row } from "@/lib/api/run";
import { formatCount, formatCounted } from "@/lib/text/format";
import { visibleText } from "@/lib/text/visible-text";
import type { Filter } from "@/queries/filters";
import { type CellMenu, cellMenu, type PivotTarget, type RowKeys } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import { barContent } from "./bar-text";
import { LINE_HEIGHT } from "./bars-height";
import { type Bar, menuColumnAt, prepareBars } from "./prepare-bars";

const BarsChart = dynamic(
  () => loadCode(() => import("./bars-chart")).then((module) => module.BarsChart),
  { ssr: false, loading: () => <div className="h-full animate-pulse rounded bg-line-soft" /> },
);

export type BarsProps = {
  readonly step: Step;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly inputs: InputValues;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  /** The menu of a bar, where its column is not one of the step's. */
  readonly menuOf?: (column: string, value: string | null) => CellMenu;
};

/** The largest counts as bars; each opens the menu of its row. */
export function Bars({ step, columns, rows, inputs, menuOf, ...actions }: BarsProps) {
  const { bars, others, total } = useMemo(() => prepareBars(columns, rows), [columns, rows]);
  const [openMenu, menu] = useCellMenu(actions);
  const menuAtColumn = menuColumnAt(step, columns);
  const menuColumn = columns[menuAtColumn];

  const open = (bar: Bar, anchor: HTMLElement): void => {
    const value = bar.keys[menuAtColumn] ?? null;
    const keys: RowKeys = (column) => bar.keys[columns.indexOf(column)] ?? null;
    if (menuColumn === undefined) return;
    const content = menuOf?.(menuColumn, value) ?? cellMenu(step, menuColumn, value, inputs, keys);
    openMenu({ anchor, value, menu: content });
  };

  return (
    <section
      aria-label={`${step.question} The largest counts`}
      className="relative rounded-[10px] border border-line bg-panel max-sm:order-last px-3 py-2"
    >
      <div
        inert
        className="absolute inset-y-2 right-[88px] left-[calc(40%+12px)]"
        style={{ height: bars.length * LINE_HEIGHT }}
      >
        <BarsChart bars={bars} />
      </div>
      <ul className="relative">
        {bars.map((bar) => (
          <li
            key={bar.index}
            title={total > 0 ? `${((bar.value / total) * 100).toFixed(1)} % of all` : undefined}
          >
            {bar.index === null ? (
              <div className="flex h-[26px] items-center">
                <BarLine value={bar.value}>
                  <span className="font-sans text-ink-2">
                    {formatCounted(others, "other", "others")}
                  </span>
                </BarLine>
              </div>
            ) : (
              <BarButton bar={bar} columns={columns} onOpen={open} />
            )}
          </li>
        ))}
      </ul>
      {menu}
    </section>
  );
}

type LineProps = { readonly value: number; readonly children: ReactNode };

/** The label and the count on both sides of a bar. */
function BarLine({ value, children }: LineProps) {
  return (
    <>
      <span className="flex w-2/5 justify-end overflow-hidden pr-3 font-mono text-[12px] leading-[26px]">
        {children}
      </span>
      <span className="ml-auto w-[76px] text-right">{formatCount(value)}</span>
    </>
  );
}

type ButtonProps = {
  readonly bar: Bar;
  readonly columns: readonly string[];
  readonly onOpen: (bar: Bar, anchor: HTMLElement) => void;
};

function BarButton({ bar, columns, onOpen }: ButtonProps) {
  const facts = rowFacts(columns, use(AccountNamesContext))(undefined);
  const keys = bar.keys.map((key, index) => barContent(columns[index] ?? "", key, facts));
  const name = keys.map(({ text }) => visibleText(text)).join(" · ");
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={`${name} ${formatCount(bar.value)}`}
      onClick={(event) => onOpen(bar, event.currentTarget)}
      className="flex h-[26px] w-full items-center rounded hover:bg-ink/5"
    >
      <BarLine value={bar.value}>
        {keys.map(({ text, tone }, index) => (
          <span key={columns[index]} className={`flex min-w-0 ${tone}`}>
            {index > 0 && <span className="whitespace-pre text-ink-3"> · </span>}
            <MiddleCut text={text} isCut />
          </span>
        ))}
      </BarLine>
    </button>
  );
}
