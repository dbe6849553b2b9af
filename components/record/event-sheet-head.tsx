/** The head of the event sheet. */
import { use } from "react";
import { AccountNamesContext } from "@/components/cell/account-names";
import { LogText } from "@/components/ui/log-text";
import type { OpenEvent } from "@/lib/investigation/open-event";
import { accountText } from "@/lib/text/account-text";
import { formatMoment } from "@/lib/text/format";
import { shorten } from "@/lib/text/visible-text";
import { parseTime } from "@/queries/scope";
import type { RecordSummary } from "./record-summary";

const HEAD_BUTTON =
  "rounded-md px-1.5 leading-[24px] text-ink-2 hover:bg-line-soft hover:text-ink disabled:opacity-40";

type Props = {
  readonly event: OpenEvent;
  readonly summary: RecordSummary | null;
  readonly position: string | null;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
};

/** The event's name and position, with buttons to the previous and next one. */
export function EventSheetHead(props: Props) {
  const { event, summary, position, onPrevious, onNext, onClose } = props;
  const ms = parseTime(summary?.time ?? event.at);
  const names = use(AccountNamesContext);
  const details = [
    summary?.service,
    ms === null ? summary?.time : `${formatMoment(ms)} UTC`,
    summary?.region,
    summary?.account && accountText(summary.account, names),
  ].filter((text) => typeof text === "string");
  return (
    <header>
      <div className="flex items-start gap-1">
        <h2 className="min-w-0 flex-1 pt-px font-semibold text-[14px] [overflow-wrap:anywhere]">
          <LogText text={shorten(summary?.name ?? "Event", 200)} />
        </h2>
        {position !== null && (
          <span className="pr-1 text-[11.5px] text-ink-3 leading-[24px]">{position}</span>
        )}
        <button
          type="button"
          aria-label="Previous event"
          aria-keyshortcuts="["
          title="Previous event  ["
          disabled={!onPrevious}
          onClick={() => onPrevious?.()}
          className={HEAD_BUTTON}
        >
          ↑
        </button>
        <button
          type="button"
          aria-label="Next event"
          aria-keyshortcuts="]"
          title="Next event  ]"
          disabled={!onNext}
          onClick={() => onNext?.()}
          className={HEAD_BUTTON}
        >
          ↓
        </button>
        <button
          type="button"
          aria-label="Close the event"
          aria-keyshortcuts="Escape"
          title="Close  Esc"
          onClick={onClose}
          className={HEAD_BUTTON}
        >
          ×
        </button>
      </div>
      <p className="text-ink-2 [overflow-wrap:anywhere]">
        <LogText text={shorten(details.join(" · "), 300)} />
      </p>
    </header>
  );
}
