/**
 * The room of the summary's sentences, as a person chose it: none where they were folded. It is kept in
 * a cookie, so that the server leaves as much of it before the sentences are there.
 */

export const ROOM_COOKIE = "summary";

/** The property of `<html>` that the style of the summary reads. */
export const ROOM_PROPERTY = "--summary-room";

/** More than this would leave the rows no place. */
export const MOST_ROOM = 380;

const YEAR_SECONDS = 31_536_000;

/** The room of a cookie, pixels; null where none was chosen. */
export function readRoom(text: string | undefined): number | null {
  const px = /^\d{1,3}$/.test(text ?? "") ? Number(text) : null;
  return px !== null && px <= MOST_ROOM ? px : null;
}

/** The room that was chosen in this browser, pixels; null where none was. */
export function keptRoom(): number | null {
  return readRoom(document.documentElement.style.getPropertyValue(ROOM_PROPERTY).replace("px", ""));
}

/** Keeps a choice; null is none. */
export function keepRoom(px: number | null): void {
  const { style } = document.documentElement;
  if (px === null) style.removeProperty(ROOM_PROPERTY);
  else style.setProperty(ROOM_PROPERTY, `${px}px`);
  const age = px === null ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent on plain http.
  document.cookie = `${ROOM_COOKIE}=${px ?? ""}; path=/; max-age=${age}; samesite=lax`;
}
