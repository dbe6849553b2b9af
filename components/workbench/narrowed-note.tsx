/** That the last click has narrowed the time range, and the way back. */
import { formatWindow } from "@/components/scope/time-text";
import { Button } from "@/components/ui/button";
import type { Investigation } from "@/lib/investigation/investigation";
import { rangeBefore } from "./narrowed";

type Props = {
  readonly investigation: Investigation;
  readonly onWindow: (fromMs: number, toMs: number) => void;
};

/** Nothing where the time range is as long as before. */
export function NarrowedNote({ investigation, onWindow }: Props) {
  const before = rangeBefore(investigation);
  if (before === null) return null;
  return (
    <p role="note" className="text-[12px] text-ink-2">
      Narrower time range than before.{" "}
      <Button
        look="small"
        title={`Back to ${formatWindow(before)}`}
        onClick={() => onWindow(before.fromMs, before.toMs)}
      >
        Widen again
      </Button>
    </p>
  );
}
