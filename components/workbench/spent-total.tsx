/** What the investigation has cost so far. */
import type { Spent } from "@/lib/investigation/spending";
import { formatBytes, formatCounted } from "@/lib/text/format";
import { priceText } from "@/lib/text/price";

type Props = {
  readonly spent: Spent;
  /** There is an answer that could have cost something. */
  readonly isRun: boolean;
};

/** What the investigation has scanned and cost so far, quietly. */
export function SpentTotal({ spent, isRun }: Props) {
  const { runs, scannedBytes, dollars } = spent;
  if (!isRun && runs === 0) return null;
  const verb = dollars === null ? "read" : "scanned";
  const price = dollars === null ? "" : ` · ${priceText(dollars)}`;
  const text =
    scannedBytes === 0 ? `Nothing ${verb}` : `${formatBytes(scannedBytes)} ${verb}${price}`;
  const why =
    runs === 0
      ? "All results came from the cache."
      : `By ${formatCounted(runs, "run")} of this investigation: those on its path and those started in this tab. Cached results add nothing.`;
  return (
    <p role="note" title={why} className="shrink-0">
      <span className="max-sm:sr-only">So far: </span>
      {text}
    </p>
  );
}
