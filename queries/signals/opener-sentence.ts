/** Who opened the session of a key, from the call that returned it, in a sentence. */
import { parseTime } from "../scope";
import { minuteText, type Phrase, type RowsLink, type Sentence } from "./phrases";

/** The call that opened a session; null where its event lacks a part. */
export type OpeningCall = {
  /** The key that it returned. */
  readonly key: string;
  readonly time: string;
  readonly call: string;
  readonly actor: string;
  readonly openerKey: string | null;
  readonly address: string | null;
};

/** What is known of a session's opener. */
export type OpenerFacts = {
  /** The calls that opened the session, its opener's session, and so on, the latest first. */
  readonly openings: readonly OpeningCall[];
  /** `scan` where that was not looked for, `missing` where no call in the logs returned the key. */
  readonly end: string;
  /** The step that asks for the opener, where the playbook has one. */
  readonly stepId: string | null;
  /** The end of the time range, milliseconds. */
  readonly toMs: number;
};

/** The rows of a call: those of the key that it returned, from its time on, which may be before the time range. */
function linkTo({ key, time }: OpeningCall, toMs: number): { readonly link?: RowsLink } {
  const fromMs = parseTime(time);
  if (fromMs === null) return {};
  const other = { playbookId: "access-key-exposure", inputs: { accessKeyId: key } };
  const window = { fromMs, toMs: Math.max(toMs, fromMs + 1_000) };
  return { link: { stepId: "opened-by", other, filters: [], window } };
}

const value = (text: string, more: Partial<Phrase> = {}): Phrase => ({
  text,
  isLogText: true,
  ...more,
});

/** Where a chain ends at its start. */
const STARTS: readonly string[] = ["long-lived", "no-key"];

function openerPhrases(opening: OpeningCall, toMs: number): Sentence {
  const { actor, openerKey } = opening;
  const name = value(actor, linkTo(opening, toMs));
  return openerKey === null ? [name] : [name, { text: " (" }, value(openerKey), { text: ")" }];
}

/** The earliest opener of a chain of several sessions. */
function originPhrases({ openings, end, toMs }: OpenerFacts): Sentence {
  const origin = openings.at(-1);
  if (origin === undefined || openings.length === 1) return [];
  const words = STARTS.includes(end) ? "the chain starts with" : "the earliest known opener is";
  return [{ text: `; ${words} ` }, ...openerPhrases(origin, toMs)];
}

/**
 * `Opened by ops-jump/jw (ASIA…) with AssumeRole on 23 Mar 2026 19:01, from 192.0.2.146; the chain
 * starts with j.weber (AKIA…).`
 */
export function openerSentence(facts: OpenerFacts): Sentence {
  const { openings, end, stepId, toMs } = facts;
  const [opening] = openings;
  if (opening === undefined) {
    if (end === "missing") return [{ text: "No call in these logs opened this session." }];
    if (end !== "scan" || stepId === null) return [];
    const asks = { text: "who opened this session", link: { stepId, filters: [] } };
    return [{ text: "Not checked yet: " }, asks, { text: "." }];
  }
  const { call, time, address } = opening;
  const from: Sentence = address === null ? [] : [{ text: ", from " }, value(address)];
  return [
    { text: "Opened by " },
    ...openerPhrases(opening, toMs),
    { text: " with " },
    value(call),
    { text: ` on ${minuteText(time)}` },
    ...from,
    ...originPhrases(facts),
    { text: "." },
  ];
}
