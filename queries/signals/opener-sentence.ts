/** Who opened the session of a key, from the call that returned it, in a sentence. */
import { parseTime } from "../scope";
import { minuteText, type Phrase, type RowsLink, type Sentence } from "./phrases";

/** The call that opened a session; null where its event lacks a part. */
export type OpeningCall = {
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
  /** The step that shows the call, where the playbook has one. */
  readonly stepId: string | null;
};

/** The step where it shows the call: at its time, which may be before the time range. */
function linkTo({ time }: OpeningCall, stepId: string | null): { readonly link?: RowsLink } {
  const fromMs = parseTime(time);
  if (stepId === null || fromMs === null) return {};
  return { link: { stepId, filters: [], window: { fromMs, toMs: fromMs + 1_000 } } };
}

const value = (text: string, more: Partial<Phrase> = {}): Phrase => ({
  text,
  isLogText: true,
  ...more,
});

/** Where a chain ends at its start. */
const STARTS: readonly string[] = ["long-lived", "no-key"];

function openerPhrases({ actor, openerKey }: OpeningCall, more: Partial<Phrase> = {}): Sentence {
  const name = value(actor, more);
  return openerKey === null ? [name] : [name, { text: " (" }, value(openerKey), { text: ")" }];
}

/** The earliest opener of a chain of several sessions. */
function originPhrases({ openings, end }: OpenerFacts): Sentence {
  const origin = openings.at(-1);
  if (origin === undefined || openings.length === 1) return [];
  const words = STARTS.includes(end) ? "the chain starts with" : "the earliest known opener is";
  return [{ text: `; ${words} ` }, ...openerPhrases(origin)];
}

/**
 * `Opened by ops-jump/jw (ASIA…) with AssumeRole on 23 Mar 2026 19:01, from 192.0.2.146; the chain
 * starts with j.weber (AKIA…).`
 */
export function openerSentence(facts: OpenerFacts): Sentence {
  const { openings, end, stepId } = facts;
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
    ...openerPhrases(opening, linkTo(opening, stepId)),
    { text: " with " },
    value(call),
    { text: ` on ${minuteText(time)}` },
    ...from,
    ...originPhrases(facts),
    { text: "." },
  ];
}
