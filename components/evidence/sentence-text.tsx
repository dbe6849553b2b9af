"use client";
/** The sentences of the summary as text with links. */
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

/** What a text starts with that must not begin a line. */
const PUNCTUATION = /^[.,;:)]+/;

const punctuationOf = (phrase: Phrase | undefined): string =>
  phrase === undefined || phrase.link ? "" : (PUNCTUATION.exec(phrase.text)?.[0] ?? "");

/** Whether a sentence begins with what it is about, such as “Left behind: ” and “Created by ”. */
const isLead = ({ text, isLogText }: Phrase, place: number): boolean =>
  place === 0 && !isLogText && /: $|^(Opened|Created|With|As|In) /.test(text);

type LinkProps = { readonly phrase: Phrase; readonly onFollow: () => void };

function PhraseLink({ phrase, onFollow }: LinkProps) {
  const { text, whole = text } = phrase;
  return (
    <button
      type="button"
      title={whole !== text || text.length > LONGEST ? valueText(whole) : undefined}
      onClick={onFollow}
      className="inline whitespace-normal text-left underline decoration-accent/60 decoration-1 underline-offset-[3px] hover:bg-accent-soft hover:decoration-accent"
    >
      {wordsOf(phrase)}
    </button>
  );
}

/** Sentences as one text; their phrases lead to the rows that they are about. */
export function SentenceText({ sentences, onFollow }: Props) {
  return (
    <ul>
      {sentences.map((sentence, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no identity beyond their place.
        <li key={at} className="mr-1.5 inline">
          {sentence.map((phrase, place) => {
            const { text, link } = phrase;
            // A line may break behind a button: the punctuation after it stays with it.
            const isAfterLink = sentence[place - 1]?.link !== undefined;
            const rest = isAfterLink ? text.slice(punctuationOf(phrase).length) : text;
            return link ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: phrases have no identity beyond their place.
              <span key={place} className="whitespace-nowrap">
                <PhraseLink phrase={phrase} onFollow={() => onFollow(link)} />
                {punctuationOf(sentence[place + 1])}
              </span>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: phrases have no identity beyond their place.
              <span key={place} className={isLead(phrase, place) ? "font-[550]" : undefined}>
                {wordsOf({ ...phrase, text: rest })}
              </span>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
