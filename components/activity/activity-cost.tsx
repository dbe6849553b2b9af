import type { ReactNode } from "react";
import { Button } from "@/components/answer/button";
import { formatCounted } from "@/lib/format";
import { DAY_MS, type Scope } from "@/queries/scope";
import { ActivityFrame } from "./activity-frame";

type Window = Pick<Scope, "fromMs" | "toMs">;
type Props = {
  /** What the count reads and costs, in words. */
  readonly cost: string;
  /** Why that is not known, a sentence. */
  readonly unknown: string | null;
  readonly range: Window;
  readonly chosen: Window;
  readonly onCount: () => void;
  /** Buttons for longer time ranges, each with its price. */
  readonly children: ReactNode;
};

const daysOf = ({ fromMs, toMs }: Window): number => Math.ceil((toMs - fromMs) / DAY_MS);

/** In place of the strip where its count costs money: what is not searched, and the price of more. */
export function ActivityCost({ cost, unknown, range, chosen, onCount, children }: Props) {
  const isWhole = chosen.fromMs <= range.fromMs && chosen.toMs >= range.toMs;
  const days = formatCounted(daysOf(range), "day");
  return (
    <ActivityFrame
      title="Events per day"
      facts={
        isWhole ? null : (
          <span className="text-denied-ink">
            Only {daysOf(chosen)} of {days} searched: other events are not shown.
          </span>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1">
        <div className="flex flex-wrap items-center gap-2">
          <span title={unknown ?? undefined}>
            Activity over {days}: scans {cost}
          </span>
          <Button onClick={onCount}>Count events per day</Button>
        </div>
        {isWhole ? null : (
          <fieldset className="flex flex-wrap items-center gap-2">
            <legend className="float-left leading-[28px]">Search</legend>
            {children}
          </fieldset>
        )}
      </div>
    </ActivityFrame>
  );
}
