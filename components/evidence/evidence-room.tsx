/** The room that the summary takes on the page, also while it is loading. */
import type { ReactNode } from "react";

/** The panel's frame. */
export function EvidenceFrame({ children }: { readonly children: ReactNode }) {
  return (
    <section
      aria-label="Summary"
      className="rounded-[10px] border border-line bg-panel px-3 py-2 text-[13px] max-sm:py-1 leading-[19px]"
    >
      {children}
    </section>
  );
}

/** The height of the sentences before they are there, and after that, so that the rows do not move. */
export const BODY =
  "min-h-[95px] lg:h-(--summary-room,160px) lg:min-h-0 lg:overflow-y-auto lg:overflow-x-hidden";

/** The height of the first sentences on a phone: five lines. */
export const START = "line-clamp-5 h-[95px]";

/** That height before it is known whether they were folded. */
const START_ROOM = "max-sm:h-[min(var(--summary-room,95px),95px)] max-sm:min-h-0 overflow-hidden";

/** Lines in place of the sentences. */
export function EvidenceSkeleton({
  view = "open",
}: {
  readonly view?: "open" | "start" | "folded";
}) {
  return (
    <div className={view === "start" ? START : BODY}>
      <span className="sr-only">Reading what is new…</span>
      {["w-2/3", "w-5/6", "w-1/2"].map((width) => (
        <div key={width} className={`my-2 h-3 animate-pulse rounded bg-line-soft ${width}`} />
      ))}
    </div>
  );
}

/** Keeps the panel's space while its code loads, so that the answer does not move. */
export function EvidenceRoom() {
  return (
    <EvidenceFrame>
      <div className="h-5" />
      <div className={START_ROOM}>
        <EvidenceSkeleton />
      </div>
    </EvidenceFrame>
  );
}
