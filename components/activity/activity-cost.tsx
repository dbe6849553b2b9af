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
  /** Which logs the count leaves out; null if none. */
  readonly beyond: string | null;
  readonly chosen: Window;
  readonly onCount: () => void;
  readonly onChoose: (window: Window) => void;
};

const daysOf = ({ fromMs, toMs }: Window): number => Math.ceil((toMs - fromMs) / DAY_MS);

/** Two rows are as high as the strip, whatever the prices are, so that the answer below does not move. */
const ROW =
  "flex flex-wrap items-center gap-x-2 gap-y-1 lg:grid lg:h-6 lg:grid-flow-col lg:auto-cols-[minmax(0,max-content)]";

/** Shown instead of the strip where counting costs money: what is not searched, and the price of more. */
export function ActivityCost(props: Props) {
  const { price, longer, range, beyond, chosen, onCount, onChoose } = props;
  const days = formatCounted(daysOf(range), "day");
  const facts =
    longer.length === 0 ? null : (
      <span className="text-denied-ink">
        {beyond === null
          ? `Only ${daysOf(chosen)} of ${days} searched`
          : `Only ${formatCounted(daysOf(chosen), "day")} searched`}
        : other events are not shown.
      </span>
    );
  return (
    <ActivityFrame title="Events per day" facts={facts}>
      <div className="flex flex-col gap-1">
        <div className={ROW}>
          <span title={price.unknown ?? undefined} className="truncate">
            Activity over {days}: {price.text}
          </span>
          <Button look="small" onClick={onCount}>
            Count events per day
          </Button>
          {beyond === null ? null : (
            <span title={beyond} className="truncate text-ink-2">
              {beyond}
            </span>
          )}
        </div>
        {longer.length === 0 ? null : (
          <fieldset className={ROW}>
            <legend className="float-left leading-6">Search</legend>
            {longer.map(({ label, text, unknown, window }) => (
              <Button
                key={label}
                look="small"
                title={unknown ?? text}
                onClick={() => onChoose(window)}
              >
                {label}
                <span className="truncate text-ink-2">{text}</span>
              </Button>
            ))}
          </fieldset>
        )}
      </div>
    </ActivityFrame>
  );
}
