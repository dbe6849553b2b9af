"use client";
/** A record as text. */
import { useEffect, useRef } from "react";
import { HighlightedText } from "@/components/ui/highlighted-text";

type Props = {
  readonly text: string;
  readonly search: string;
  /** The index of the current match; it keeps counting past the last. */
  readonly hit: number;
};

/** The exact text of a record. */
export function RecordText({ text, search, hit }: Props) {
  const element = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const marks = element.current?.querySelectorAll("mark") ?? [];
    if (search !== "") marks[hit % marks.length]?.scrollIntoView({ block: "nearest" });
  }, [search, hit]);
  return (
    <pre
      ref={element}
      className="whitespace-pre-wrap rounded-lg border border-line bg-bg p-2.5 font-mono text-[12px] leading-[1.55] [overflow-wrap:anywhere]"
    >
      {text.split("\n").map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beyond their place.
        <span key={index}>
          {index > 0 && "\n"}
          <HighlightedText text={line} search={search} />
        </span>
      ))}
    </pre>
  );
}
