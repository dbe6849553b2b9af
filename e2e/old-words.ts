/** The words of the project's old style, and the plain English to write in their place. */

type OldWord = { readonly pattern: RegExp; readonly write: string };

const OLD_WORDS: readonly OldWord[] = [
  { pattern: /\btold\b|\btells\b/, write: "reports, shows, says, known" },
  { pattern: /\b(no|some)body\b/, write: "no one, someone, or a passive sentence" },
  { pattern: /\bwhoever\b/, write: "whose act it is: the caller, a subscriber, the user" },
  { pattern: /\b(anew|afresh)\b/, write: "again" },
  { pattern: /\b(meets?|met)\b/, write: "finds, joins" },
  { pattern: /\basked of\b|\b(is|are|was|were|be|been) asked\b/, write: "queried" },
  { pattern: /\basks first\b|\basking\b/, write: "needs confirmation; query, request" },
  {
    pattern: /\b(is|are|was|were|be|been|longer|still|already) held\b(?! up)/,
    write: "cached, stored",
  },
  { pattern: /\bheld (answers?|here|against)\b/, write: "cached; compared with" },
  { pattern: /\blet go\b|\blets go\b/, write: "evicted, released" },
  { pattern: /\bof (its|their|his|one's) own\b/, write: "own, separate" },
  { pattern: /\bof use\b/, write: "useful" },
  { pattern: /\bno way to\b/, write: "cannot reach" },
  { pattern: /\b(lies|lie)\b/, write: "is, is stored" },
  { pattern: /\bstands(?! for)\b/, write: "is" },
  { pattern: /\bbegun\b/, write: "started" },
  { pattern: /\bnowhere\b|\bwherever\b/, write: "not found; anywhere, where" },
  { pattern: /\b(viewers?|watchers?)\b/, write: "subscriber" },
  { pattern: /\bworkplace\b/, write: "backend" },
  { pattern: /\bovertaken\b/, write: "outdated" },
  { pattern: /\bdoubts?\b/, write: "estimate, confirmation" },
  { pattern: /(?<!since the |build )\bepoch\b/i, write: "data version" },
  { pattern: /\b(the|its|their|no|of) reads\b/, write: "scan, scan estimate" },
  { pattern: /\bas good as\b|\bfor good\b|\bin vain\b/, write: "the fact itself" },
  { pattern: /\bgives? back\b/, write: "returns" },
  { pattern: /\bto the letter\b/, write: "exactly, unchanged" },
  { pattern: /\ball the same\b|\bfor nothing\b|\bfor want\b/, write: "still; free; without" },
  { pattern: /\bfares\b|\bwhereof\b|\bthereby\b|\bis had\b|\bit is said\b/, write: "plain words" },
  { pattern: /\bso many\b|\bso much (before|after)\b/, write: "the number of what" },
  {
    pattern:
      /(?<!there )\b(is|are|was|were) no (?!longer|one\b|more|better|earlier|wider|different)/i,
    write: "is not a",
  },
  { pattern: /\b(has|have) not[.,:”`"]/, write: "does not have" },
  { pattern: /\btak(e|es|en|ing) away\b/, write: "export, remove" },
];

/** Names count like prose: `toldOf` is read as `told Of`. */
const wordsOf = (line: string): string => line.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** The old words of a text, each as `line: word (write: …)`. */
export function oldWordsIn(text: string): readonly string[] {
  return text.split("\n").flatMap((line, index) =>
    OLD_WORDS.flatMap(({ pattern, write }) => {
      const found = pattern.exec(wordsOf(line));
      return found ? [`${index + 1}: “${found[0]}” (write: ${write})`] : [];
    }),
  );
}
