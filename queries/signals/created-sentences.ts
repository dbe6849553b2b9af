/** What the keys, users and roles that an entity created did since, in sentences. */
import { LEFT_BEHIND } from "../playbooks/left-behind";
import { succeededPhrases } from "./deed-sentences";
import {
  type Found,
  kindText,
  type Made,
  type MadeThing,
  namePhrase,
  unusualTest,
} from "./left-behind-sentence";
import { listed, type RowsLink, type Sentence } from "./phrases";
import type { Profile } from "./profile-types";
import type { SignalReport } from "./signal-types";
import { sinceMade } from "./thing-entity";
import { totalPhrases } from "./total-phrases";

/** What a thing that was created did since; the profile is null where reading it is a scan. */
export type Created = { readonly thing: MadeThing; readonly profile: Profile | null };

/** Kinds of things that make calls, and how the sentence on their calls begins. */
const STARTS: ReadonlyMap<string, string> = new Map([
  ["access key", "With the key that it created, "],
  ["user", "As the user that it created, "],
  ["role", "In the role that it created, "],
]);

/** Things whose events are read; the others are counted. */
const MOST_FOLLOWED = 6;

/**
 * The things that make calls: those whose events are read, of the unusual the keys, users and roles, the
 * last of each first; and the others.
 */
export function followed({ made }: { readonly made: Made }, found: Found) {
  const all = made === null || made === "unchecked" ? [] : made;
  const callers = [...STARTS.keys()].flatMap((kind) =>
    all.filter((thing) => thing.kind === kind).reverse(),
  );
  const unusual = callers.filter(unusualTest(found));
  const things = (unusual.length > 0 ? unusual : callers).slice(0, MOST_FOLLOWED);
  return { things, others: callers.filter((thing) => !things.includes(thing)) };
}

const totalOf = (profile: Profile): number =>
  profile.reduce((sum, { feature, total }) => (feature === "region" ? sum + total : sum), 0);

/** Whether all that a user did was done with keys that have a sentence each. */
function isSaidByKeys({ thing, profile }: Created, created: readonly Created[]): boolean {
  const keys = created.filter((each) => each.thing.owner === `of ${thing.resource}`);
  if (thing.kind !== "user" || keys.length === 0) return false;
  const byKeys = keys.reduce((sum, key) => sum + (key.profile ? totalOf(key.profile) : 0), 0);
  return profile === null || totalOf(profile) <= byKeys;
}

/** A profile as a report that compares nothing. */
const reportOf = (profile: Profile): SignalReport => ({
  history: "off",
  baselineEvents: 0,
  baselineDays: 0,
  missingDays: [],
  firstUse: "",
  values: profile.map(({ total, ...row }) => ({
    ...row,
    inRange: total,
    inBaseline: null,
    seenBefore: null,
    signals: [],
  })),
  signals: [],
  absences: [],
  limits: [],
});

/** `With the key that it created, AKIA… of user/eve: 23 events, …; GetSecretValue (5) succeeded.` */
function usedSentence({ thing }: Created, profile: Profile, toMs: number): Sentence {
  const since = sinceMade(thing, toMs);
  const listing = since?.stepId ?? "";
  const report = reportOf(profile);
  const calls = succeededPhrases({ listing }, report);
  const said: Sentence = [
    ...totalPhrases({ listing }, report),
    ...(calls.length === 0 ? [] : [{ text: "; " }, ...calls, { text: " succeeded" }]),
  ];
  const inSince = said.map(({ link, ...phrase }) =>
    link && since ? { ...phrase, link: { ...since, filters: link.filters } } : phrase,
  );
  const start = STARTS.get(thing.kind) ?? "";
  return [{ text: start }, namePhrase(thing, toMs), { text: ": " }, ...inSince, { text: "." }];
}

/** `access key AKIA… of user/eve and role ops`. */
const names = (created: readonly Created[], toMs: number): Sentence =>
  listed(created.map(({ thing }) => [{ text: `${thing.kind} ` }, namePhrase(thing, toMs)]));

const ALL: RowsLink = { stepId: LEFT_BEHIND, filters: [] };

/** What each did, and what was not read. */
export function createdSentences(created: readonly Created[], toMs: number): readonly Sentence[] {
  const own = created.filter((each) => !isSaidByKeys(each, created));
  const used = own.flatMap((each) =>
    each.profile && totalOf(each.profile) > 0 ? [usedSentence(each, each.profile, toMs)] : [],
  );
  const unread = own.filter(({ profile }) => profile === null);
  if (unread.length === 0) return used;
  const words = [{ text: "Not checked yet: what was done with " }, ...names(unread, toMs)];
  return [...used, [...words, { text: ", which it created." }]];
}

/**
 * Which of them have no events, and how many were not looked at.
 * @param others what was created and is not among them
 */
export function unusedSentences(
  created: readonly Created[],
  others: readonly MadeThing[],
  toMs: number,
): readonly Sentence[] {
  const unused = created.filter(
    (each) => each.profile && totalOf(each.profile) === 0 && !isSaidByKeys(each, created),
  );
  const start = { text: "Created but not used in this time range: " };
  const more = { text: kindText(others, "other "), link: ALL };
  const uncounted = [{ text: "Not counted here: calls of " }, more, { text: " that it created." }];
  return [
    ...(unused.length === 0 ? [] : [[start, ...names(unused, toMs), { text: "." }]]),
    ...(others.length === 0 ? [] : [uncounted]),
  ];
}
