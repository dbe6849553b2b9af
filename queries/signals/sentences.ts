/** The answer to a playbook's question in sentences, from the report of its entity and the rows of its steps. */
import { SESSIONS_OPENED } from "../playbooks/sessions-opened";
import { changesLogging, deedSentences, loggingSentence } from "./deed-sentences";
import { matchSentence, type RuleMatch } from "./match-sentence";
import { newSentences } from "./new-sentences";
import { type Owner, ownerPhrases } from "./owner-sentence";
import { type Sentence, textOf } from "./phrases";
import { placeSentences, shortAbsences, volumeSentences } from "./signal-sentences";
import type { SignalReport } from "./signal-types";
import type { Subject } from "./subject";
import { toolSentence } from "./tool-sentence";
import { totalPhrases } from "./total-phrases";

/** What is known for the answer. */
export type Known = {
  readonly subject: Subject;
  readonly report: SignalReport;
  /** The rows of a step that names the key's owners; null where there is none, or not yet. */
  readonly owners: { readonly stepId: string; readonly rows: readonly Owner[] } | null;
  /** Who opened the session, or created the key, user or role, in a sentence; empty where that is not known. */
  readonly origin: Sentence;
  /** That its actors are one session, in a sentence; empty where there is one actor. */
  readonly names: Sentence;
  /** The rules of the watchlist that its events match, the most severe first; none before they are known. */
  readonly matches: readonly RuleMatch[];
  /** Sentences that other steps add: which sessions were opened, what was created and remains. */
  readonly further: readonly Sentence[];
  /** Which of the keys, users and roles that were created were not used, or not looked at. */
  readonly unused: readonly Sentence[];
};

/** A reader takes in no more; the first eight lines are seen without a click. */
const MOST_SENTENCES = 12;

/** Whose key it is and how often it was used, in one sentence. */
function subjectSentence({ subject, report, owners }: Known): Sentence {
  const owner = owners === null ? [] : ownerPhrases(owners.rows, owners.stepId);
  const total = totalPhrases(subject, report);
  const parts = [owner, total].filter(({ length }) => length > 0);
  return parts.length === 0
    ? [{ text: `No events of this ${subject.noun} in this time range.` }]
    : [...(parts[0] ?? []), ...(parts[1] ? [{ text: ": " }, ...parts[1]] : []), { text: "." }];
}

const BURST = /^No burst /;

const NO_NEW_TOOL = "No new tool.";

/** Whether an absence would reassure wrongly beside what was found. */
function isMisleading(absence: string, { subject, report }: Known): boolean {
  if (BURST.test(absence)) return changesLogging(report);
  if (absence !== NO_NEW_TOOL) return false;
  const isNewSystem = report.signals.some(
    (each) => each.kind === "new" && each.feature === "system",
  );
  return isNewSystem || toolSentence(subject, report).length > 0;
}

/** What was looked for and not found. The sessions that the entity opened are separate entities. */
function absenceSentence(known: Known): Sentence {
  const { report, further } = known;
  const absences = report.absences.filter((absence) => !isMisleading(absence, known));
  const hasOpened = further.some((sentence) =>
    sentence.some(({ link }) => link?.stepId === SESSIONS_OPENED),
  );
  const said = [
    ...shortAbsences(absences),
    textOf(loggingSentence(report)),
    hasOpened ? "Calls of the sessions that it opened are not counted here." : "",
  ].filter((text) => text !== "");
  return said.length === 0 ? [] : [{ text: said.join(" ") }];
}

/**
 * What there is to say: whose it is, what is new, what was done and is there because of it, what was
 * only tried, the rest of what was unusual, and last what was looked for and not found.
 */
export function answerSentences(known: Known): readonly Sentence[] {
  const { subject, report, origin, names, matches, further, unused } = known;
  // Of no events, an absence says nothing.
  if (report.values.length === 0)
    return [subjectSentence(known), origin].filter(({ length }) => length > 0);
  const { named, counted: others } = newSentences(subject, report);
  const { done, tried } = deedSentences(subject, report);
  const said = [
    subjectSentence(known),
    origin,
    names,
    ...named,
    ...placeSentences(subject, report),
    toolSentence(subject, report),
    ...done,
    ...further,
    ...tried,
    ...unused,
    matchSentence(matches),
    ...volumeSentences(subject, report),
    others,
  ].filter(({ length }) => length > 0);
  const absences = absenceSentence(known);
  const room = MOST_SENTENCES - Number(absences.length > 0);
  return [...said.slice(0, room), ...(absences.length > 0 ? [absences] : [])];
}
