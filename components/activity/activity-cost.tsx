/** The price of the activity, in place of its bars. */
import { Button } from "@/components/ui/button";
import { formatCounted } from "@/lib/text/format";
import { DAY_MS, type Scope } from "@/queries/scope";
import { ActivityFrame } from "./activity-frame";

type Window = Pick<Scope, "fromMs" | "toMs">;

/** Scan size and price in words; if they are unknown, the reason, a sentence. */
export type Price = { readonly text: string; readonly unknown: string | null };

/** A longer time range on offer. */
export type LongerRange = Price & { readonly label: string; readonly window: Window };

type Props = {
  /** Of the count over all days of the strip. */
  readonly price: Price;
  readonly longer: readonly LongerRange[];
  readonly range: Window;
  readonly chosen: Window;
  readonly onCount: () => void;
  readonly onChoose: (window: Window) => void;
};

const daysOf = ({ fromMs, toMs }: Window): number => Math.ceil((toMs - fromMs) / DAY_MS);

/** Shown instead of the strip where counting costs money: what is not searched, and the price of more. */
export function ActivityCost({ price, longer, range, chosen, onCount, onChoose }: Props) {
  const days = formatCounted(daysOf(range), "day");
  const facts =
    longer.length === 0 ? null : (
      <span className="text-denied-ink">
        Only {daysOf(chosen)} of {days} searched: other events are not shown.
      </span>
    );
  return (
    <ActivityFrame title="Events per day" facts={facts}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1">
        <div className="flex flex-wrap items-center gap-2">
          <span title={price.unknown ?? undefined}>
            Activity over {days}: {price.text}
          </span>
          <Button onClick={onCount}>Count events per day</Button>
        </div>
        {longer.length === 0 ? null : (
          <fieldset className="flex flex-wrap items-center gap-2">
            <legend className="float-left leading-[30px]">Search</legend>
            {longer.map(({ label, text, unknown, window }) => (
              <Button key={label} title={unknown ?? undefined} onClick={() => onChoose(window)}>
                {label}
                <span className="text-ink-2">{text}</span>
              </Button>
            ))}
          </fieldset>
        )}
      </div>
    </ActivityFrame>
  );
}
