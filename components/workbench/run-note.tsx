/** The notice about the result shown. */
import { Button } from "@/components/ui/button";
import type { RunNotice } from "@/lib/api/answers";

type Props = { readonly notice: RunNotice; readonly onRunFresh: () => void };

/** What is to be said of the result below, with the way to a fresh one where it helps. */
export function RunNote({ notice, onRunFresh }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-line bg-new-soft px-3 py-1.5 text-new">
      <p role="status" className="min-w-0 flex-1 py-0.5">
        {notice.message}
      </p>
      {notice.offersRun ? <Button onClick={onRunFresh}>Run again</Button> : null}
    </div>
  );
}
