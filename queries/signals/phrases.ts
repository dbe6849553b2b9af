/** Sentences as data: phrases, some of which lead to the events that they are about. */
import type { Filter } from "../filters";
import type { InputValues } from "../playbook";

/** A time range, milliseconds since the epoch; the end is not included. */
export type Window = { readonly fromMs: number; readonly toMs: number };

/** Rows of the investigation's playbook: a step, with its inputs as they are and these filters. */
export type RowsLink = {
  readonly stepId: string;
  /** Another playbook, about another entity, with all of its inputs. */
  readonly other?: { readonly playbookId: string; readonly inputs: InputValues };
  readonly filters: readonly Filter[];
  /** The part of the investigation's time range that they are in; absent for all of it. */
  readonly window?: Window;
};

export type Phrase = {
  readonly text: string;
  readonly link?: RowsLink;
  /** A value from a log, which a caller may have written. */
  readonly isLogText?: true;
  /** The whole value, where the text is a part of it. */
  readonly whole?: string;
};

export type Sentence = readonly Phrase[];

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const counts = new Intl.NumberFormat("en-US");

/** `18,204`. */
export function countText(count: number): string {
  return counts.format(count);
}

/** `1 event`, `26 events`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** The minute of a time as CloudTrail writes it: `19 Mar 2026 02:10`. */
export function minuteText(time: string): string {
  const [, year, month, day, minute] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(time) ?? [];
  if (minute === undefined) return time;
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year} ${minute}`;
}

/** Phrases as a list in a sentence: `a`, `a and b`, `a, b and c`. Each item may be several phrases. */
export function listed(items: readonly Sentence[]): Sentence {
  return items.flatMap((item, at) => {
    if (at === 0) return item;
    return [{ text: at === items.length - 1 ? " and " : ", " }, ...item];
  });
}

/** What a sentence says, without its links. */
export function textOf(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join("");
}
