/** The height of the bars of counts, which is known before their code is there. */

/** The rows with a bar each; one for the others comes below them. */
export const MOST_BARS = 12;
/** The height of a bar with its label, pixels. */
export const LINE_HEIGHT = 26;
const FRAME = 18;

/** The height of the chart of an answer with this number of rows, pixels. */
export function barsHeight(rows: number): number {
  return Math.min(rows, MOST_BARS + 1) * LINE_HEIGHT + FRAME;
}
