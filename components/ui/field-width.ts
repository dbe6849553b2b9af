/** The width of a text field that is as wide as what is in it, within bounds, in letters of the mono font. */
const NARROWEST = 12;
const WIDEST = 44;

export function widthOf(text: string): string {
  return `${Math.min(WIDEST, Math.max(NARROWEST, text.length + 1))}ch`;
}
