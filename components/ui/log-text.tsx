/** Text from a log, shown safely. */
import { shorten, spacesText, visibleParts } from "@/lib/text/visible-text";

/**
 * Text from a log: isolated from the text around it, read from left to right, its invisible
 * characters shown as escapes, and letter by letter: the font's ligatures would join `::` or `//`.
 */
export function LogText({ text }: { readonly text: string }) {
  const parts = visibleParts(text);
  return (
    <bdi dir="ltr" className="[font-variant-ligatures:none]">
      {parts.map((part, index) =>
        part.isEscape ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity beyond their place.
          <span key={index} className="text-ink-3 italic">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}

/** A whole value from a log, shortened; one of nothing but spaces is named, for it would not be seen. */
export function LogValue({ value, length }: { readonly value: string; readonly length: number }) {
  const spaces = spacesText(value);
  if (spaces === null) return <LogText text={shorten(value, length)} />;
  return <span className="text-ink-3 italic">{spaces}</span>;
}
