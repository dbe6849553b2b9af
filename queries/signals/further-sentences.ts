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
  /** `of user/eve`, of a credential; empty for other things. */
  readonly owner: string;
  readonly isRemoved: boolean;
};

/** What the steps have found; null before they have run, and where the playbook lacks them. */
export type Further = {
  /** Each opening of a session, or only their number where there are many. */
  readonly opened: readonly Opened[] | number | null;
  /** In the order of their creation; `unchecked` where the step has not run. */
  readonly made: readonly MadeThing[] | "unchecked" | null;
  /** Until when that is known: `when the logs end, 31 Mar 2026 00:00 UTC`. */
  readonly until: string;
};

/** Things that a sentence names; the others are counted. */
const MOST_NAMED = 4;

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

function madeSentence({ made, until }: Further): Sentence {
  if (made === null) return [];
  const link: RowsLink = { stepId: LEFT_BEHIND, filters: [] };
  if (made === "unchecked")
    return [{ text: "Not checked yet: " }, { text: "what it left behind", link }, { text: "." }];
  if (made.length === 0)
    return [
      { text: "Nothing left behind in this time range: " },
      { text: "it created no user, key, role or other lasting thing", link },
      { text: "." },
    ];
  const left = made.filter(({ isRemoved }) => !isRemoved);
  if (left.length === 0) {
    const all = made.length === 1 ? "the thing" : `all ${countText(made.length)} things`;
    const verb = made.length === 1 ? "was" : "were";
    return [
      { text: "Nothing left behind: " },
      { text: `${all} that it created`, link },
      { text: ` ${verb} removed.` },
    ];
  }
  // What an intruder made is rarely the oldest.
  const named = left
    .slice(-MOST_NAMED)
    .map(
      (thing): Sentence => [
        { text: `${thing.kind} ` },
        { text: shortName(thing), whole: wholeName(thing), link, isLogText: true },
      ],
    );
  const others = left.length - named.length;
  const rest = others === 0 ? [] : [[{ text: `${countText(others)} made earlier`, link }]];
  const items = listed([...named, ...rest]);
  return [{ text: "Left behind: " }, ...items, { text: `; still there ${until}.` }];
}

/** The events of new keys, which are separate entities. */
function newKeysSentence({ made }: Further): Sentence {
  if (made === null || made === "unchecked") return [];
  const keys = made
    .filter(({ kind }) => kind === "access key")
    .map((key): Sentence => {
      const accessKeyId = key.name.replace(/^access-key\//, "");
      const other = { playbookId: "access-key-exposure", inputs: { accessKeyId } };
      return [
        {
          text: accessKeyId,
          isLogText: true,
          link: { stepId: "all-key-usage", other, filters: [] },
        },
      ];
    });
  if (keys.length === 0) return [];
  const named = listed(keys.slice(-MOST_NAMED));
  return [
    { text: "Calls with the keys that it created are not counted here: " },
    ...named,
    { text: "." },
  ];
}

/** The sessions that were opened, and what was made and is still there. */
export function furtherSentences(further: Further): readonly Sentence[] {
  return [
    openedSentence(further.opened ?? 0),
    madeSentence(further),
    newKeysSentence(further),
  ].filter(({ length }) => length > 0);
}
