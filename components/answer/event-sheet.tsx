"use client";
import dynamic from "next/dynamic";
import type { EventSheetProps } from "./event-sheet-panel";

export type { EventSheetProps, RecordState } from "./event-sheet-panel";

const Panel = dynamic(
  () => import("./event-sheet-panel").then((module) => module.EventSheetPanel),
  {
    ssr: false,
    loading: () => (
      <aside aria-label="Event" className="h-full border-line border-l bg-panel px-4 py-3.5">
        <div role="status" className="h-40 animate-pulse rounded-lg bg-line-soft">
          <span className="sr-only">Loading the event</span>
        </div>
      </aside>
    ),
  },
);

/** One event beside its table. Its code is loaded when the first event is opened. */
export function EventSheet(props: EventSheetProps) {
  return <Panel {...props} />;
}
