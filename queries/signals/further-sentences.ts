/** What the entity opened and made, by the steps that list it, in sentences. */
import { type Found, type Made, madeSentence } from "./left-behind-sentence";
import { type Opened, openedSentence } from "./opened-sentence";
import { listed, type Sentence } from "./phrases";

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

/** New keys that a sentence names: the last. */
const MOST_NAMED = 4;

/** The events of new keys, which are separate entities. */
function newKeysSentence({ made }: Further): Sentence {
  if (made === null || made === "unchecked") return [];
  const keys = made
    .filter(({ kind }) => kind === "access key")
    .map((key): Sentence => {
      const accessKeyId = key.name.replace(/^access-key\//, "");
      const other = { playbookId: "access-key-exposure", inputs: { accessKeyId } };
      return [
        {
          text: accessKeyId,
          isLogText: true,
          link: { stepId: "all-key-usage", other, filters: [] },
        },
      ];
    });
  if (keys.length === 0) return [];
  const named = listed(keys.slice(-MOST_NAMED));
  return [
    { text: "Calls with the keys that it created are not counted here: " },
    ...named,
    { text: "." },
  ];
}

/** The sessions that were opened, and what was made and is still there, the unusual first. */
export function furtherSentences(further: Further, found: Found): readonly Sentence[] {
  return [
    openedSentence(further.opened ?? 0),
    madeSentence(further, found),
    newKeysSentence(further),
  ].filter(({ length }) => length > 0);
}
