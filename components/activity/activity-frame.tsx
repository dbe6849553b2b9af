/** The frame of the activity strip. */
import type { ReactNode } from "react";

type Props = {
  readonly title: string;
  /** What is counted, a sentence. */
  readonly explanation?: string;
  /** The line under the title: counts, or the progress of the count. */
  readonly facts: ReactNode;
  readonly children?: ReactNode;
};

/** The band above the answer: its facts beside the steps, its bars above the rows. */
export function ActivityFrame({ title, explanation, facts, children }: Props) {
  return (
    <section
      aria-label="Activity"
      className="grid shrink-0 gap-x-4 border-line border-b bg-panel px-4 pt-1.5 pb-1 text-[12px] lg:min-h-[62px] lg:grid-cols-[254px_minmax(0,1fr)]"
    >
      <div className="flex flex-wrap content-center items-baseline gap-x-3 text-ink-2 leading-[17px] max-sm:min-h-[34px]">
        <h2 title={explanation} className="font-[550] text-ink">
          {title}
        </h2>
        {facts}
      </div>
      <div className="min-w-0 self-center">{children}</div>
    </section>
  );
}

/** Keeps the strip's space while it loads, so that the answer does not move. */
export function ActivityRoom({ facts = null }: { readonly facts?: ReactNode }) {
  return (
    <ActivityFrame title="Events per day" facts={facts}>
      <div className="h-[52px] max-sm:h-6" />
    </ActivityFrame>
  );
}
