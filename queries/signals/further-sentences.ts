/** What the entity opened and made, by the steps that list it, in sentences. */
import { policyName } from "../left-behind/policy-name";
import { LEFT_BEHIND } from "../playbooks/left-behind";
import { type Opened, openedSentence } from "./opened-sentence";
import { countText, listed, type RowsLink, type Sentence } from "./phrases";

/** A thing that the entity made. */
export type MadeThing = {
  /** `user`, `access key`. */
  readonly kind: string;
  readonly name: string;
  readonly isRemoved: boolean;
};

/** What the steps have found; null before they have run, and where the playbook lacks them. */
export type Further = {
  /** Each opening of a session, or only their number where there are many. */
  readonly opened: readonly Opened[] | number | null;
  /** In the order of their creation; `unchecked` where the step has not run. */
  readonly made: readonly MadeThing[] | "unchecked" | null;
};

/** Things that a sentence names; the others are counted. */
const MOST_NAMED = 4;

/** `eve` of the user `user/eve`: the kind says the rest. */
function shortName({ kind, name: whole }: MadeThing): string {
  const name = policyName(whole);
  const type = kind.split(" ").at(-1) ?? "";
  return name.startsWith(`${type}/`) || name.startsWith(`${type} `)
    ? name.slice(type.length + 1)
    : name;
}

function madeSentence(made: Further["made"]): Sentence {
  if (made === null) return [];
  const link: RowsLink = { stepId: LEFT_BEHIND, filters: [] };
  if (made === "unchecked")
    return [{ text: "Not checked yet: " }, { text: "what it left behind", link }, { text: "." }];
  if (made.length === 0)
    return [{ text: "Nothing left behind: it created no user, key, role or other lasting thing." }];
  // The latest first: what an intruder made is rarely the oldest.
  const left = made.filter(({ isRemoved }) => !isRemoved).toReversed();
  if (left.length === 0) {
    const all = made.length === 1 ? "the thing" : `all ${countText(made.length)} things`;
    const verb = made.length === 1 ? "was" : "were";
    return [
      { text: "Nothing left behind: " },
      { text: `${all} that it created`, link },
      { text: ` ${verb} removed.` },
    ];
  }
  const named = left
    .slice(0, MOST_NAMED)
    .map(
      (thing): Sentence => [
        { text: `${thing.kind} ` },
        { text: shortName(thing), whole: thing.name, link, isLogText: true },
      ],
    );
  const others = left.length - named.length;
  const rest = others === 0 ? [] : [[{ text: `${countText(others)} more`, link }]];
  return [{ text: "Left behind: " }, ...listed([...named, ...rest]), { text: "." }];
}

/** The sessions that were opened, and what was made and is still there. */
export function furtherSentences({ opened, made }: Further): readonly Sentence[] {
  return [openedSentence(opened ?? 0), madeSentence(made)].filter(({ length }) => length > 0);
}
