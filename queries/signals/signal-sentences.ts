/** What was unusual beside new values, and what was looked for and not found, in sentences. */
import { parseList } from "../filters";
import { formatTime } from "../scope";
import { counted, countText, listed, minuteText, type Phrase, type Sentence } from "./phrases";
import type { Signal, SignalKind, SignalReport } from "./signal-types";
import type { Subject } from "./subject";

/** Signals of a kind that are named; the others are counted. */
const MOST_NAMED = 2;
const MINUTE_MS = 60_000;

/** How many different calls a burst has: its filter names them. */
const callsIn = ({ filters }: Signal): number =>
  parseList(filters.find(({ field }) => field === "eventname")?.value ?? "").length;

const hourText = ({ value }: Signal): string => minuteText(`${value}:00`);

/** `12 different calls, 19 Mar 2026 02:10 to 02:14`. */
function burstText(signal: Signal): string {
  const calls = `${countText(callsIn(signal))} different calls`;
  if (!signal.window) return calls;
  const { fromMs, toMs } = signal.window;
  const [start, last] = [fromMs, toMs - MINUTE_MS].map((ms) => minuteText(formatTime(ms)));
  return `${calls}, ${start} to ${last?.slice(-5)}`;
}

type Words = {
  /** Ends before the first signal of the kind. */
  readonly start: string;
  readonly text: (signal: Signal, report: SignalReport) => string;
  readonly isLogText?: true;
};

const eventsIn = ({ feature, value }: Signal, { values }: SignalReport): number =>
  values.find((each) => each.feature === feature && each.value === value)?.inRange ?? 0;

/** The reason has all that there is to say. */
const IN_REASON: Words = { start: "", text: ({ reason }) => reason.replace(/\.$/, "") };

/** New values have their own sentences. */
const WORDS: Readonly<Partial<Record<SignalKind, Words>>> = {
  "instance-outside": {
    start: "Used from outside the instance: ",
    text: ({ value }) => value,
    isLogText: true,
  },
  "new-country": IN_REASON,
  "two-countries": IN_REASON,
  volume: {
    start: "Unusual volume: ",
    text: (signal, report) =>
      `${counted(eventsIn(signal, report), "event")} in the hour from ${hourText(signal)}`,
  },
  burst: { start: "Burst of calls not used before: ", text: burstText },
  "denied-burst": { start: "Burst of denied calls not used before: ", text: burstText },
};

function kindSentence(
  { listing }: Subject,
  report: SignalReport,
  kind: SignalKind,
  words: Words,
): Sentence {
  const found = report.signals
    .filter((signal) => signal.kind === kind)
    .sort((a, b) => callsIn(b) - callsIn(a) || eventsIn(b, report) - eventsIn(a, report));
  if (found.length === 0) return [];
  const named = found.slice(0, MOST_NAMED).map((signal): readonly Phrase[] => [
    {
      text: words.text(signal, report),
      link: {
        stepId: listing,
        filters: signal.filters,
        ...(signal.window ? { window: signal.window } : {}),
      },
      ...(words.isLogText ? { isLogText: true } : {}),
    },
  ]);
  const others = found.length - named.length;
  const rest = others === 0 ? [] : [[{ text: `${countText(others)} more` }]];
  return [{ text: words.start }, ...listed([...named, ...rest]), { text: "." }];
}

/** A sentence for each kind of signal that was found, in the order of the kinds. */
function kindSentences(
  subject: Subject,
  report: SignalReport,
  kinds: readonly SignalKind[],
): readonly Sentence[] {
  return kinds
    .flatMap((kind) => {
      const words = WORDS[kind];
      return words ? [kindSentence(subject, report, kind, words)] : [];
    })
    .filter(({ length }) => length > 0);
}

/** Where it was used from: `New country DE: the 30 days before came from US.`, each country once. */
export function placeSentences(subject: Subject, report: SignalReport): readonly Sentence[] {
  const reasons = report.signals.map(({ kind, reason }) => `${kind} ${reason}`);
  const signals = report.signals.filter(
    ({ kind }, at) => kind !== "new-country" || reasons.indexOf(reasons[at] ?? "") === at,
  );
  const kinds = ["instance-outside", "new-country", "two-countries"] as const;
  return kindSentences(subject, { ...report, signals }, kinds);
}

/** How much it was used. */
export function volumeSentences(subject: Subject, report: SignalReport): readonly Sentence[] {
  return kindSentences(subject, report, ["volume", "denied-burst", "burst"]);
}

const NO_NEW = /^No new (.+)\.$/;

/** `No new region and no new country.` from a sentence for each. */
export function shortAbsences(absences: readonly string[]): readonly string[] {
  const features = absences.flatMap((text) => NO_NEW.exec(text)?.[1] ?? []);
  const others = absences.filter((text) => !NO_NEW.test(text));
  const [last, ...before] = [...features].reverse();
  if (last === undefined) return others;
  const list = before.length === 0 ? last : `${before.reverse().join(", ")} or ${last}`;
  return [`No new ${list}.`, ...others];
}
