/** What the entity made and is still there, in a sentence: the unusual first, each with its time. */
import { policyName } from "../left-behind/policy-name";
import { LEFT_BEHIND } from "../playbooks/left-behind";
import { newValues } from "./new-in-report";
import {
  countText,
  listed,
  minuteText,
  type Phrase,
  type RowsLink,
  type Sentence,
} from "./phrases";
import type { Feature } from "./profile-types";
import type { SignalReport } from "./signal-types";
import { sinceMade } from "./thing-entity";

/** A thing that the entity made. */
export type MadeThing = {
  /** `user`, `access key`. */
  readonly kind: string;
  /** What it is, or is a part of: `user/eve`. */
  readonly resource: string;
  readonly name: string;
  /** `of user/eve`, of a credential; empty for other things. */
  readonly owner: string;
  /** When it was made, as CloudTrail writes times. */
  readonly time: string;
  readonly isRemoved: boolean;
};

/** When a rule of the watchlist matched the entity's events. */
export type MatchedRule = { readonly first: string; readonly last: string };

/** What says which things are unusual for the entity. */
export type Found = {
  readonly report: SignalReport;
  readonly matches: readonly MatchedRule[];
};

/** In the order of their creation; `unchecked` where the step has not run; null without such a step. */
export type Made = readonly MadeThing[] | "unchecked" | null;

/** Things that a sentence names; the others are counted. */
const MOST_NAMED = 4;

const LINK: RowsLink = { stepId: LEFT_BEHIND, filters: [] };

const IN_USE: readonly Feature[] = ["address", "agent", "system"];

/**
 * Whether things were made while a rule of the watchlist matched, or while an address or a tool was in
 * use that is new for the entity. The rows of the step have the time and neither of these.
 */
export function unusualTest({ report, matches }: Found): (thing: MadeThing) => boolean {
  const uses = IN_USE.flatMap((feature) => newValues(report, feature).values);
  const spans = [
    ...matches,
    ...uses.map(({ firstSeen, lastSeen }) => ({ first: firstSeen, last: lastSeen })),
  ];
  return ({ time }) => spans.some(({ first, last }) => first <= time && time <= last);
}

/** An opening of a security group: its direction, all traffic or a protocol with its ports, and to whom. */
const OPENING = /^(in|out) (?:(all traffic)|([^ ]+?)(?: (-?\d+)(-\d+)?)?) ([^ ]+)$/;

/** `all ports to 0.0.0.0/0`, `port tcp 22 to 198.51.100.0/24`; null where it is not an opening. */
function openingText({ kind, name }: MadeThing): string | null {
  const match = kind === "opened port" ? OPENING.exec(name) : null;
  if (match === null) return null;
  const [, direction, isAll, protocol = "", port, toPort, end = ""] = match;
  const out = direction === "out" ? "outbound " : "";
  if (isAll) return `all ${out}ports to ${end}`;
  // -1 is every type of ICMP.
  if (port === undefined || port === "-1") return `${out}${protocol} to ${end}`;
  const ports =
    toPort === undefined ? `port ${protocol} ${port}` : `ports ${protocol} ${port}${toPort}`;
  return `${out}${ports} to ${end}`;
}

/** `eve` of the user `user/eve`, `AKIA…` of a key: the kind says the rest. */
function shortName({ kind, name: whole, owner }: MadeThing): string {
  if (owner !== "") return `${whole.replace(/^[a-z-]+\//, "")} ${owner}`;
  const name = policyName(whole);
  const type = kind.split(" ").at(-1) ?? "";
  return name.startsWith(`${type}/`) || name.startsWith(`${type} `)
    ? name.slice(type.length + 1)
    : name;
}

const wholeName = ({ name, owner }: MadeThing): string => `${name} ${owner}`.trim();

/** What a thing is called in a sentence, without its kind; it leads to what its entity did since. */
export function namePhrase(thing: MadeThing, toMs: number): Phrase {
  const text = openingText(thing) ?? shortName(thing);
  const link = sinceMade(thing, toMs) ?? LINK;
  return { text, whole: wholeName(thing), link, isLogText: true };
}

/** `user eve (19 Mar 2026 02:44)`; the day only where it is another than that of the thing before. */
function thingPhrases(thing: MadeThing, before: MadeThing | undefined, toMs: number): Sentence {
  const text = minuteText(thing.time);
  const isSameDay = before !== undefined && before.time.slice(0, 10) === thing.time.slice(0, 10);
  return [
    { text: openingText(thing) === null ? `${thing.kind} ` : "opened " },
    namePhrase(thing, toMs),
    { text: ` (${isSameDay ? text.slice(-5) : text})` },
  ];
}

/** `2 Mar`, with the year where it is not that of another time. */
function dayText(time: string, other: string): string {
  const day = minuteText(time).slice(0, -6);
  return time.slice(0, 4) === other.slice(0, 4) ? day.slice(0, -5) : day;
}

/** `instance`, `2 instances`, or `2 things` where they are of several kinds. */
export function kindText(things: readonly MadeThing[], other: string): string {
  const kinds = new Set(things.map(({ kind }) => kind));
  const [kind = ""] = kinds;
  const count = `${countText(things.length)} ${other}`;
  if (things.length === 1) return count + kind;
  return kinds.size > 1 || /[sy]$/.test(kind) ? `${count}things` : `${count}${kind}s`;
}

/** `1 instance made earlier, 2 Mar`; `2 other instances, 2 Mar to 25 Mar` where some are later. */
function ordinaryPhrases(ordinary: readonly MadeThing[], named: MadeThing): Sentence {
  const [first = named, last = first] = [ordinary[0], ordinary.at(-1)];
  const isBefore = last.time < named.time;
  const [from, to] = [dayText(first.time, named.time), dayText(last.time, named.time)];
  const what = isBefore ? `${kindText(ordinary, "")} made earlier` : kindText(ordinary, "other ");
  return [{ text: what, link: LINK }, { text: `, ${from === to ? from : `${from} to ${to}`}` }];
}

/** What is there in order, and how many of it are named: the last, as what an intruder made rarely is the oldest. */
function leftPhrases(
  left: readonly MadeThing[],
  isUnusual: (thing: MadeThing) => boolean,
  toMs: number,
) {
  const unusual = left.filter(isUnusual);
  const ordinary = unusual.length === 0 ? [] : left.filter((thing) => !isUnusual(thing));
  const first = unusual.length === 0 ? left : unusual;
  const named = first.slice(-MOST_NAMED);
  const earlier = first.length - named.length;
  const [start] = first;
  return listed([
    ...named.map((thing, at) => thingPhrases(thing, named[at - 1], toMs)),
    ...(earlier === 0 ? [] : [[{ text: `${countText(earlier)} made earlier`, link: LINK }]]),
    ...(start === undefined || ordinary.length === 0 ? [] : [ordinaryPhrases(ordinary, start)]),
  ]);
}

/** What the step found, until when that is known, and the end of the time range, milliseconds. */
type MadeUntil = { readonly made: Made; readonly until: string; readonly toMs: number };

/** `Left behind: user eve (19 Mar 2026 02:44) and 1 instance made earlier, 2 Mar; still there …` */
export function madeSentence({ made, until, toMs }: MadeUntil, found: Found): Sentence {
  if (made === null) return [];
  if (made === "unchecked")
    return [
      { text: "Not checked yet: " },
      { text: "what it left behind", link: LINK },
      { text: "." },
    ];
  if (made.length === 0)
    return [
      { text: "Nothing left behind in this time range: " },
      { text: "it created no user, key, role or other lasting thing", link: LINK },
      { text: "." },
    ];
  const left = made.filter(({ isRemoved }) => !isRemoved);
  if (left.length === 0) {
    const all = made.length === 1 ? "the thing" : `all ${countText(made.length)} things`;
    const verb = made.length === 1 ? "was" : "were";
    return [
      { text: "Nothing left behind: " },
      { text: `${all} that it created`, link: LINK },
      { text: ` ${verb} removed.` },
    ];
  }
  const items = leftPhrases(left, unusualTest(found), toMs);
  return [
    { text: "Left behind: " },
    ...items,
    { text: "; " },
    { text: "still there", link: LINK },
    { text: ` ${until}.` },
  ];
}
