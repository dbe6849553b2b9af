"use client";
/** The summary of an event as a list. */
import type { ReactNode } from "react";
import { AddressDetails } from "@/components/cell/address-details";
import { LogText, LogValue } from "@/components/ui/log-text";
import { shorten } from "@/lib/text/visible-text";
import type { PivotTarget } from "@/queries/pivots";
import type { RecordSummary, SummaryPart } from "./record-summary";
import type { RecordValue } from "./value-menu";

type Props = {
  readonly summary: RecordSummary;
  readonly hasMenu: (value: RecordValue) => boolean;
  readonly onOpenMenu: (value: RecordValue, anchor: HTMLElement) => void;
  readonly onPivot: (target: PivotTarget) => void;
};

const LONGEST = 240;

const OUTCOME_TONES = {
  success: "bg-good-soft text-good",
  denied: "bg-new-soft text-denied-ink",
  error: "bg-new-soft text-error-ink",
} as const;

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

function Value({
  value,
  hasMenu,
  onOpenMenu,
}: { readonly value: RecordValue } & Omit<Props, "summary" | "onPivot">) {
  const text = <LogValue value={value.text} length={LONGEST} />;
  if (!hasMenu(value)) return <span className="font-mono text-[12px]">{text}</span>;
  return (
    <button
      type="button"
      aria-haspopup="menu"
      onClick={(event) => onOpenMenu(value, event.currentTarget)}
      className="max-w-full text-left font-mono text-[12px] underline decoration-ink-3/60 decoration-dashed underline-offset-[3px] [overflow-wrap:anywhere]"
    >
      {text}
    </button>
  );
}

function OutcomeLine({ outcome, code, message }: NonNullable<RecordSummary["outcome"]>) {
  return (
    <Line label="Outcome">
      <span
        className={`inline-block max-w-full rounded px-1.5 font-medium text-[11.5px] leading-[18px] ${OUTCOME_TONES[outcome]}`}
      >
        <LogText text={shorten(code === null || code === "" ? outcome : code, 100)} />
      </span>
      {message !== null && message !== "" && (
        <span className="block text-[12px] text-ink-2">
          <LogText text={shorten(message, 600)} />
        </span>
      )}
    </Line>
  );
}

/** The source address among the parts; null if there is none. */
function addressOf(parts: readonly SummaryPart[]): string | null {
  const isAddress = (part: SummaryPart) =>
    typeof part !== "string" && part.column === "sourceipaddress";
  const part = parts.find(isAddress);
  return typeof part === "object" ? part.text : null;
}

/** Who, what, from where, with what, how it ended, and the next steps. */
export function RecordSummaryList({ summary, hasMenu, onOpenMenu, onPivot }: Props) {
  const parts = (label: string, list: readonly SummaryPart[], below: ReactNode = null) =>
    list.length > 0 && (
      <Line label={label}>
        {list.map((part, index) =>
          typeof part === "string" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity beyond their place.
            <LogText key={index} text={part} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity beyond their place.
            <Value key={index} value={part} hasMenu={hasMenu} onOpenMenu={onOpenMenu} />
          ),
        )}
        {below}
      </Line>
    );
  return (
    <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-2.5 gap-y-1.5 text-[12.5px]">
      {parts("Who", summary.who)}
      {parts("What", summary.what)}
      {parts("From", summary.from, <AddressDetails value={addressOf(summary.from)} />)}
      {parts("With", summary.with)}
      {parts("MFA", summary.mfa)}
      {summary.outcome && <OutcomeLine {...summary.outcome} />}
      {summary.next.length > 0 && (
        <Line label="Next">
          {summary.next.map((target) => (
            <button
              key={target.label}
              type="button"
              onClick={() => onPivot(target)}
              className="block text-left text-accent hover:underline"
            >
              {target.label} →
            </button>
          ))}
        </Line>
      )}
    </dl>
  );
}
