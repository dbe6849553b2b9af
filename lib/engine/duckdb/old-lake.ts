/** A lake that an older version wrote lacks columns that queries read now. */

/** How DuckDB reports a column or struct member that a file lacks. */
const LACKING = [
  /^Binder Error: Referenced (?:column|table) "([^"]+)" not found/,
  /^Binder Error: Could not find key "([^"]+)" in struct/,
  /^Invalid Input Error: .*schema mismatch in glob: column "([^"]+)"/,
];

/** What to do about an error of DuckDB's that an old lake causes; null for any other error. */
export function oldLakeSentence(error: string): string | null {
  for (const pattern of LACKING) {
    const [, name] = pattern.exec(error) ?? [];
    if (name !== undefined)
      return `The lake lacks “${name}” because an older version of Trailbook wrote it: import its logs into a new folder that TRAILBOOK_DATA names.`;
  }
  return null;
}
