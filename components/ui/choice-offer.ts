/** The options of a list for a search text. Pure. */

export type ChoiceOffer = {
  /** The search text; empty without a search. */
  readonly wanted: string;
  /** All values in the order of the list, the added one last. */
  readonly all: readonly string[];
  /** Those that contain the search text, the added one first. */
  readonly shown: readonly string[];
  /** A value that no source named; null where the search is none. */
  readonly added: string | null;
  /** The one value that the search means; null where it means several or none. */
  readonly only: string | null;
};

/**
 * @param pattern the form of a value that can be added
 * @param label what a value is shown as, which is searched too
 */
export function offerOf(
  values: readonly string[],
  search: string,
  pattern: RegExp,
  label: (value: string) => string = (value) => value,
): ChoiceOffer {
  const wanted = search.trim().toLowerCase();
  const options = [...new Set(values)];
  const added = pattern.test(wanted) && !options.includes(wanted) ? wanted : null;
  const more = added === null ? [] : [added];
  const shown = [
    ...more,
    ...options.filter((option) => label(option).toLowerCase().includes(wanted)),
  ];
  const [first, second] = shown.includes(wanted) ? [wanted] : shown;
  const only = first === undefined || second !== undefined ? null : first;
  return { wanted, all: [...options, ...more], shown, added, only };
}
