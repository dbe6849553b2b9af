"use client";
/** The matrix of ATT&CK tactics: where rules found something, and how severe it is. */
import type { KeyboardEvent } from "react";
import { formatCount, formatCounted } from "@/lib/text/format";
import { columnText, type MatrixColumn } from "./finding-matrix-data";
import type { RuleGroup } from "./group-findings";
import { SEVERITIES } from "./read-findings";
import { LOOKS } from "./severity-look";

/** What the matrix has chosen: a tactic, or one of its rules; null is all. */
export type MatrixChoice = {
  readonly tactic: string | null;
  readonly rule: string | null;
};

type Props = {
  readonly columns: readonly MatrixColumn[];
  readonly chosen: MatrixChoice;
  readonly onChoose: (choice: MatrixChoice) => void;
};

const COLUMN = "flex min-h-[74px] min-w-0 flex-col gap-1 rounded-lg border p-1";
const CHOSEN = "border-accent bg-accent-soft";
const FOUND = "border-line";
const NOTHING = "border-dashed border-line text-ink-3";

const ARROWS: Readonly<Partial<Record<string, 1 | -1>>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus to the next or previous tactic or rule that has findings. */
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

/** A column for each tactic, a chip for each rule that found something: a click leaves only its findings. */
export function FindingMatrix({ columns, chosen, onChoose }: Props) {
  // One stop of the Tab key; the arrow keys lead from tactic to tactic and to their rules.
  const stop =
    columns.find(({ tactic }) => tactic.id === chosen.tactic) ??
    columns.find(({ findings }) => findings > 0);
  return (
    <section
      aria-label="ATT&CK tactics"
      onKeyDown={onArrow}
      // On a phone it would push the findings out of sight: there the facet chooses the tactic.
      className="rounded-[10px] border border-line bg-panel p-2.5 max-sm:hidden"
    >
      <div className="grid grid-cols-[repeat(auto-fill,minmax(82px,1fr))] gap-1.5">
        {columns.map((column) => (
          <Column
            key={column.tactic.id}
            column={column}
            chosen={chosen}
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
        <span>
          Each chip is a rule with its number of findings. Click a tactic or a chip to filter, Esc
          to show all.
        </span>
      </p>
    </section>
  );
}

type ColumnProps = Omit<Props, "columns"> & {
  readonly column: MatrixColumn;
  readonly isStop: boolean;
};

function Column({ column, chosen, isStop, onChoose }: ColumnProps) {
  const { tactic, cells, findings } = column;
  const isChosen = chosen.tactic === tactic.id;
  const look = findings > 0 ? FOUND : NOTHING;
  return (
    <div className={`${COLUMN} ${isChosen ? CHOSEN : look}`}>
      <button
        type="button"
        tabIndex={isStop ? 0 : -1}
        aria-pressed={isChosen}
        aria-label={columnText(column)}
        disabled={findings === 0 && !isChosen}
        onClick={() => onChoose({ tactic: isChosen ? null : tactic.id, rule: null })}
        className="flex flex-col gap-1 rounded px-0.5 pt-0.5 text-left text-[11px] leading-[14px] enabled:hover:bg-line-soft"
      >
        {tactic.name}
        <span className="font-medium">{formatCount(findings)}</span>
      </button>
      <div className="flex flex-wrap items-center gap-1">
        {cells.map((cell) => (
          <Chip key={cell.rule.id} {...{ cell, chosen, onChoose }} />
        ))}
      </div>
    </div>
  );
}

type ChipProps = Omit<Props, "columns"> & { readonly cell: RuleGroup };

/** A rule in the column of its tactic. */
function Chip({ cell: { rule, findings }, chosen, onChoose }: ChipProps) {
  const isChosen = chosen.rule === rule.id;
  const { letter, badge } = LOOKS[rule.severity];
  const text = `${rule.title}: ${formatCounted(findings.length, "finding")}, ${rule.severity}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-pressed={isChosen}
      aria-label={text}
      title={text}
      onClick={() => onChoose({ tactic: null, rule: isChosen ? null : rule.id })}
      className={`min-h-6 min-w-6 rounded border px-1 text-[11px] hover:border-accent aria-pressed:ring-2 aria-pressed:ring-accent ${badge}`}
    >
      {letter} {formatCount(findings.length)}
    </button>
  );
}
