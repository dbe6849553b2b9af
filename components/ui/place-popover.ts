/**
 * Where a popover goes: below what it belongs to, or above, and always within the window. CSS anchors
 * cannot do this yet: only Chromium (since 144) follows the transforms that move the table's rows.
 */

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};
export type Size = { readonly width: number; readonly height: number };

const GAP = 4;
const MARGIN = 8;

/** The left and top of a popover of this size beside the anchor. */
export function placePopover(
  anchor: Box,
  size: Size,
  viewport: Size,
  align: "start" | "end" = "start",
): { readonly left: number; readonly top: number } {
  const within = (at: number, length: number, limit: number): number =>
    Math.max(MARGIN, Math.min(at, limit - length - MARGIN));
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - size.height;
  const fitsBelow = below + size.height + MARGIN <= viewport.height;
  const top = fitsBelow || above < MARGIN ? below : above;
  const left = align === "start" ? anchor.left : anchor.right - size.width;
  return {
    left: within(left, size.width, viewport.width),
    top: within(top, size.height, viewport.height),
  };
}
