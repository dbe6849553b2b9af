"use client";
/** The field of the time range in the scope bar. */
import dynamic from "next/dynamic";
import { FIELD_NAME, GROUP_BUTTON } from "@/components/ui/field-button";
import { loadCode } from "@/components/ui/load-code";
import { Popover } from "@/components/ui/popover";
import type { SourceSummary } from "@/lib/api/answers";
import { formatEnds } from "@/lib/text/time-range";
import { formatTime, parseTime, type Scope } from "@/queries/scope";
import { formatLength } from "./time-text";

/** The calendar is heavy and rarely needed: it is fetched when the panel opens. */
const WindowEditor = dynamic(
  () => loadCode(() => import("./window-editor")).then((module) => module.WindowEditor),
  { loading: () => <div className="h-[440px]" aria-hidden="true" /> },
);

type Props = {
  readonly summary: SourceSummary;
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
};

/** The time range as a field; its panel edits it. */
export function WindowField({ summary, scope, onChange }: Props) {
  const endMs = parseTime(summary.presetEnd) ?? scope.toMs;
  return (
    <Popover
      label="Time range"
      // On a narrow screen the times wrap to a second line and are never cut.
      triggerClass={`${GROUP_BUTTON} max-sm:flex-1 max-sm:flex-wrap max-sm:gap-y-0 max-sm:py-1 max-sm:whitespace-normal max-sm:text-left`}
      triggerTitle={`From ${formatTime(scope.fromMs)} until before ${formatTime(scope.toMs)}`}
      panelClass="w-[470px] p-3 max-w-[calc(100vw-16px)]"
      trigger={
        <>
          <span className={`${FIELD_NAME} max-sm:sr-only`}>Time range</span>{" "}
          <span>
            {formatEnds(scope)} UTC{" "}
            <span className="whitespace-nowrap">· {formatLength(scope)}</span>
          </span>
        </>
      }
    >
      {(close) => (
        <WindowEditor
          summary={summary}
          scope={scope}
          endMs={endMs}
          onCancel={close}
          onApply={(window) => {
            close();
            onChange({ ...scope, ...window });
          }}
        />
      )}
    </Popover>
  );
}
