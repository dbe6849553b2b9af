"use client";
/** Buttons that move and widen the time range. */
import { GROUP_BUTTON } from "@/components/ui/field-button";
import { LineIcon } from "@/components/ui/line-icon";
import { Popover } from "@/components/ui/popover";
import type { SourceSummary } from "@/lib/api/answers";
import { formatDuration } from "@/lib/text/format";
import { type Scope, scopeProblem } from "@/queries/scope";
import { formatWindow } from "./time-text";
import { hasAllLogs, shiftWindow, type Window, widenings } from "./windows";

type Props = {
  readonly summary: SourceSummary;
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
};

const BUTTON = `${GROUP_BUTTON} shrink-0 text-ink-2 hover:text-ink`;
const ITEM =
  "flex w-full items-baseline gap-6 rounded-md px-2.5 py-[5px] text-left whitespace-nowrap hover:bg-line-soft";

/** Earlier, later and wider: the time range moved without its editor. */
export function WindowMoves({ summary, scope, onChange }: Props) {
  const length = formatDuration(scope.toMs - scope.fromMs);
  const shifts: readonly { label: string; icon: string; to: Window }[] = [
    { label: `Earlier by ${length}`, icon: "M10 3L5 8l5 5", to: shiftWindow(scope, "earlier") },
    { label: `Later by ${length}`, icon: "M6 3l5 5-5 5", to: shiftWindow(scope, "later") },
  ];
  const wider = widenings(scope, summary);
  return (
    <>
      {shifts.map(({ label, icon, to }) => {
        const problem = scopeProblem({ ...scope, ...to }, summary.maxWindowDays);
        return (
          <button
            key={label}
            type="button"
            className={BUTTON}
            aria-label={label}
            title={problem ?? label}
            disabled={problem !== null}
            onClick={() => onChange({ ...scope, ...to })}
          >
            <LineIcon path={icon} />
          </button>
        );
      })}
      <Popover
        label="Widen the time range"
        triggerClass={BUTTON}
        triggerTitle="Widen the time range"
        trigger={
          <>
            <LineIcon path="M7 12A5 5 0 107 2a5 5 0 000 10zM11 11l3 3M5 7h4" />
            <span className="sr-only">Widen the time range</span>
          </>
        }
        panelClass="max-w-[calc(100vw-16px)] p-1.5"
      >
        {(close) =>
          wider.length === 0 ? (
            <p className="px-2.5 py-1 text-ink-2">
              {hasAllLogs(scope, summary)
                ? "The time range has all logs."
                : "This is the widest time range that can be queried at once."}
            </p>
          ) : (
            wider.map(({ label, window }) => (
              <button
                key={label}
                type="button"
                className={ITEM}
                onClick={() => {
                  close();
                  onChange({ ...scope, ...window });
                }}
              >
                {label}
                <span className="ml-auto text-[11.5px] text-ink-3 max-sm:hidden">
                  {formatWindow(window)}
                </span>
              </button>
            ))
          )
        }
      </Popover>
    </>
  );
}
