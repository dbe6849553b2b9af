"use client";
/** The matrix of ATT&CK tactics: where rules found something, and how severe it is. */
import type { KeyboardEvent } from "react";
import { formatCount, formatCounted } from "@/lib/text/format";
import { columnText, type MatrixColumn } from "./finding-matrix-data";
import { SEVERITIES } from "./read-findings";
import { LOOKS } from "./severity-look";

type Props = {
  readonly columns: readonly MatrixColumn[];
  /** The id of the chosen tactic; null is all. */
  readonly chosen: string | null;
  readonly onChoose: (tactic: string | null) => void;
};

const COLUMN =
  "flex min-h-[74px] min-w-0 flex-col gap-1.5 rounded-lg border p-1.5 text-left aria-pressed:border-accent aria-pressed:bg-accent-soft";
const FOUND = "border-line hover:bg-line-soft";
const NOTHING = "border-dashed border-line text-ink-3";

const ARROWS: Readonly<Partial<Record<string, 1 | -1>>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus to the next or previous tactic that has findings. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = ARROWS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...event.currentTarget.querySelectorAll("button:enabled")];
  const { activeElement } = document;
  const next = buttons[(activeElement ? buttons.indexOf(activeElement) : -1) + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

/** A column for each tactic, a cell for each rule that found something. A click leaves only the tactic. */
export function FindingMatrix({ columns, chosen, onChoose }: Props) {
  // One stop of the Tab key; the arrow keys lead from tactic to tactic.
  const stop =
    columns.find(({ tactic }) => tactic.id === chosen) ??
    columns.find(({ findings }) => findings > 0);
  return (
    <section
      aria-label="ATT&CK tactics"
      onKeyDown={(event) => {
        if (event.key === "Escape" && chosen !== null) {
          event.preventDefault();
          onChoose(null);
        } else onArrow(event);
      }}
      // On a phone it would push the findings out of sight: there the facet chooses the tactic.
      className="rounded-[10px] border border-line bg-panel p-2.5 max-sm:hidden"
    >
      <div className="grid grid-cols-[repeat(auto-fill,minmax(82px,1fr))] gap-1.5">
        {columns.map((column) => (
          <Column
            key={column.tactic.id}
            column={column}
            isChosen={chosen === column.tactic.id}
            isStop={column === stop}
            onChoose={onChoose}
          />
        ))}
      </div>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-[11.5px] text-ink-2">
        {SEVERITIES.map((severity) => (
          <span key={severity} className="flex items-center gap-1">
            <span
              className={`rounded border px-1 font-medium leading-[16px] ${LOOKS[severity].badge}`}
            >
              {LOOKS[severity].letter}
            </span>
            {severity}
          </span>
        ))}
        <span>Each chip is a rule with its number of findings. Click a tactic to filter.</span>
      </p>
    </section>
  );
}

type ColumnProps = {
  readonly column: MatrixColumn;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly onChoose: (tactic: string | null) => void;
};

function Column({ column, isChosen, isStop, onChoose }: ColumnProps) {
  const { tactic, cells, findings } = column;
  return (
    <button
      type="button"
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={columnText(column)}
      disabled={findings === 0 && !isChosen}
      onClick={() => onChoose(isChosen ? null : tactic.id)}
      className={`${COLUMN} ${findings > 0 ? FOUND : NOTHING}`}
    >
      <span className="text-[11px] leading-[14px]">{tactic.name}</span>
      <span className="flex flex-wrap items-center gap-1">
        <span className="text-[11px] font-medium">{formatCount(findings)}</span>
        {cells.map(({ rule, findings: { length } }) => (
          <span
            key={rule.id}
            title={`${rule.title}: ${formatCounted(length, "finding")}, ${rule.severity}`}
            className={`rounded border px-1 text-[11px] leading-[16px] ${LOOKS[rule.severity].badge}`}
          >
            {LOOKS[rule.severity].letter} {formatCount(length)}
          </span>
        ))}
      </span>
    </button>
  );
}
