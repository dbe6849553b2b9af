import { visibleParts } from "@/lib/visible-text";

/** Text from a log: isolated from the text around it, its invisible characters shown as escapes. */
export function LogText({ text }: { readonly text: string }) {
  const parts = visibleParts(text);
  return (
    <bdi>
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
