"use client";
import { type ComponentType, useEffect, useState } from "react";
import type { EventSheetProps } from "./event-sheet-panel";

let loaded: ComponentType<EventSheetProps> | null = null;

/** Fetches the sheet's code, so that a click on a row finds it there. */
export async function loadEventSheet(): Promise<ComponentType<EventSheetProps>> {
  const { EventSheetPanel } = await import("./event-sheet-panel");
  loaded = EventSheetPanel;
  return EventSheetPanel;
}

/**
 * One event beside its table. Its code comes with the first event or the first touch of a listing;
 * not by way of Suspense, which would hold back a sheet that is ready for 300 ms.
 */
export function EventSheet(props: EventSheetProps) {
  const [Panel, setPanel] = useState(() => loaded);
  useEffect(() => {
    if (Panel) return;
    loadEventSheet().then(
      (panel) => setPanel(() => panel),
      (error: unknown) =>
        // Into the nearest error boundary.
        setPanel(() => {
          throw error;
        }),
    );
  }, [Panel]);
  if (Panel) return <Panel {...props} />;
  return (
    <aside aria-label="Event" className="h-full border-line border-l bg-panel px-4 py-3.5">
      <div role="status" className="h-40 animate-pulse rounded-lg bg-line-soft">
        <span className="sr-only">Loading the event</span>
      </div>
    </aside>
  );
}
