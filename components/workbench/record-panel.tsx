"use client";
/** The panel of the open event, loaded on demand. */
import { type ComponentType, useEffect, useState } from "react";
import { loadCode } from "@/components/ui/load-code";
import type { OpenRecordProps } from "./open-record";

let loaded: ComponentType<OpenRecordProps> | null = null;

/** Fetches the code that shows a record, so that a click on a row finds it there. */
export async function loadRecordPanel(): Promise<ComponentType<OpenRecordProps>> {
  const { OpenRecord } = await loadCode(() => import("./open-record"));
  loaded = OpenRecord;
  return OpenRecord;
}

/**
 * The open event beside the answer. Its code comes with the first event or the first touch of a
 * listing; not by way of Suspense, which would hold back a sheet that is ready for 300 ms.
 */
export function RecordPanel(props: OpenRecordProps) {
  const [Opened, setOpened] = useState(() => loaded);
  useEffect(() => {
    if (Opened) return;
    loadRecordPanel().then(
      (component) => setOpened(() => component),
      (error: unknown) =>
        // Into the nearest error boundary.
        setOpened(() => {
          throw error;
        }),
    );
  }, [Opened]);
  return (
    // On a small screen the record covers the page: below the rows it would be missed.
    <div className="min-h-0 *:h-full max-lg:fixed max-lg:inset-0 max-lg:z-20 max-lg:overflow-auto max-lg:bg-panel">
      {Opened ? (
        <Opened {...props} />
      ) : (
        <aside aria-label="Event" className="h-full border-line border-l bg-panel px-4 py-3.5">
          <div role="status" className="h-40 animate-pulse rounded-lg bg-line-soft">
            <span className="sr-only">Loading the event</span>
          </div>
        </aside>
      )}
    </div>
  );
}
