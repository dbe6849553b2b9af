/** What the entity opened and made, by the steps that list it, in sentences. */
import { type Created, createdSentences, followed, unusedSentences } from "./created-sentences";
import { type Found, type Made, madeSentence } from "./left-behind-sentence";
import { type Opened, openedSentence } from "./opened-sentence";
import type { Sentence } from "./phrases";

/** What the steps have found; null before they have run, and where the playbook lacks them. */
export type Further = {
  /** Each opening of a session, or only their number where there are many. */
  readonly opened: readonly Opened[] | number | null;
  readonly made: Made;
  /** Until when that is known: `when the logs end, 31 Mar 2026 00:00 UTC`. */
  readonly until: string;
  /** The end of the time range, milliseconds. */
  readonly toMs: number;
};

/**
 * What the keys, users and roles that were made did since, what is still there, the unusual first, and
 * the sessions that were opened; and, apart, which of the former were not used.
 */
export function furtherSentences(
  further: Further,
  found: Found,
  created: readonly Created[],
): { readonly further: readonly Sentence[]; readonly unused: readonly Sentence[] } {
  const { others } = followed(further, found);
  const { toMs } = further;
  const all = [
    ...createdSentences(created, toMs),
    madeSentence(further, found),
    openedSentence(further.opened ?? 0),
  ];
  return {
    further: all.filter(({ length }) => length > 0),
    unused: unusedSentences(created, others, toMs),
  };
}
