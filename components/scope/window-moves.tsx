"use client";
import type { SourceSummary } from "@/lib/answers";
import { formatDuration } from "@/lib/format";
import { type Scope, scopeProblem } from "@/queries/scope";

import { GROUP_BUTTON } from "./field-button";
import { shiftWindow, type Window, zoomOut } from "./windows";

type Props = {
  readonly summary: SourceSummary;
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
};

/** Earlier, later and wider: the window moved without opening it. */
export function WindowMoves({ summary, scope, onChange }: Props) {
  const length = formatDuration(scope.toMs - scope.fromMs);
  const moves: readonly { label: string; icon: string; to: Window }[] = [
    { label: `Earlier by ${length}`, icon: "M10 3L5 8l5 5", to: shiftWindow(scope, "earlier") },
    { label: `Later by ${length}`, icon: "M6 3l5 5-5 5", to: shiftWindow(scope, "later") },
    {
      label: `Zoom out to ${formatDuration(2 * (scope.toMs - scope.fromMs))}`,
      icon: "M7 12A5 5 0 107 2a5 5 0 000 10zM11 11l3 3M5 7h4",
      to: zoomOut(scope),
    },
  ];
  return moves.map(({ label, icon, to }) => {
    const problem = scopeProblem({ ...scope, ...to }, summary.maxWindowDays);
    return (
      <button
        key={label}
        type="button"
        className={`${GROUP_BUTTON} shrink-0 text-ink-2 hover:text-ink`}
        aria-label={label}
        title={problem ?? label}
        disabled={problem !== null}
        onClick={() => onChange({ ...scope, ...to })}
      >
        <svg
          width="16"
          height="16"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d={icon} />
        </svg>
      </button>
    );
  });
}
