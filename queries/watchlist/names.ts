/** Lists of call names, short enough to read. */

/** The names in lines of names separated by spaces. */
export function names(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(" "));
}
