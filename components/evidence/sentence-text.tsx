"use client";
import { LogValue } from "@/components/ui/log-text";
import { valueText } from "@/lib/text/visible-text";
import type { Phrase, RowsLink, Sentence } from "@/queries/signals/phrases";

type Props = {
  readonly sentences: readonly Sentence[];
  readonly onFollow: (link: RowsLink) => void;
};

/** A user agent may have 8,000 characters. */
const LONGEST = 60;

const wordsOf = ({ text, isLogText }: Phrase) =>
  isLogText ? (
    <span className="font-mono text-[12px]">
      <LogValue value={text} length={LONGEST} />
    </span>
  ) : (
    text
  );

/** Sentences as one text; their phrases lead to the rows that they are about. */
export function SentenceText({ sentences, onFollow }: Props) {
  return (
    <ul>
      {sentences.map((sentence, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no identity beyond their place.
        <li key={at} className="mr-1.5 inline">
          {sentence.map((phrase, place) => {
            const { text, link } = phrase;
            // biome-ignore lint/suspicious/noArrayIndexKey: phrases have no identity beyond their place.
            if (!link) return <span key={place}>{wordsOf(phrase)}</span>;
            return (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: phrases have no identity beyond their place.
                key={place}
                type="button"
                title={text.length > LONGEST ? valueText(text) : undefined}
                onClick={() => onFollow(link)}
                className="inline text-left underline decoration-accent/60 decoration-1 underline-offset-[3px] hover:bg-accent-soft hover:decoration-accent"
              >
                {wordsOf(phrase)}
              </button>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
