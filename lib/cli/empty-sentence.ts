/** A run without rows, in a sentence. */
import type { Estimate } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { noRowsOf } from "@/lib/text/no-rows";

/** The same sentences as on the page: “no events” and “no data” differ. */
export function emptySentence(estimate: Estimate, state: RunState): string {
  const { kind, title, sentences, caveats } = noRowsOf(estimate, state);
  const found = kind === "events" ? ["No event in the logs matches."] : [];
  return `${title}: ${[...found, ...sentences, ...caveats].join(" ")}`;
}
