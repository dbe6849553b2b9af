/** The local lake as a source. */
import { layouts, type Source } from "@/queries/layouts";

/** The local lake files each event under its own date, once: no lag, no duplicates. */
export const lakeSource: Source = {
  table: "cloudtrail",
  layout: layouts["hive-org"],
  deliveryLagMs: 0,
  mayHoldDuplicates: false,
};
