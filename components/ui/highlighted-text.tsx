/** Text with search hits marked. */
import { LogText } from "./log-text";

/** Log text with every place marked that holds what is searched for. */
export function HighlightedText({
  text,
  search,
}: {
  readonly text: string;
  readonly search: string;
}) {
  const wanted = search.toLowerCase();
  // Lower case can change the length of a text (İ), and then places cannot be carried over.
  const lower = text.toLowerCase();
  if (wanted === "" || lower.length !== text.length || !lower.includes(wanted))
    return <LogText text={text} />;
  const parts: { readonly text: string; readonly isHit: boolean }[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isHit: false });
    from = at + wanted.length;
    parts.push({ text: text.slice(at, from), isHit: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), isHit: false });
  return parts.map((part, index) =>
    part.isHit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity beyond their place.
      <mark key={index} className="rounded-[2px] bg-denied/35 text-ink">
        <LogText text={part.text} />
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity beyond their place.
      <LogText key={index} text={part.text} />
    ),
  );
}
