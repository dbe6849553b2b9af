"use client";
/** The panel with the SQL of an answer. */
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { CopyLabel } from "@/components/ui/copy-label";
import { LogText } from "@/components/ui/log-text";
import { useCopy } from "@/components/ui/use-copy";
import type { QueryText } from "@/lib/api/answers";
import { type SqlToken, sqlTokens } from "@/lib/text/sql-tokens";
import { fieldOf } from "@/queries/fields";

const TONES: Readonly<Record<SqlToken["type"], string>> = {
  keyword: "text-accent",
  string: "text-good",
  number: "text-denied-ink",
  comment: "text-ink-3 italic",
  plain: "",
};

/** SQL keeps its line breaks; only invisible characters inside literals are escaped. */
function SqlText({ text }: { readonly text: string }) {
  return text.split("\n").map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beyond their place.
    <span key={index}>
      {index > 0 && "\n"}
      <LogText text={line} />
    </span>
  ));
}

export type SqlPanelProps = { readonly query: QueryText; readonly onClose: () => void };

/** The query behind an answer: in words, as SQL, and the fields that the table lacks. */
export function SqlPanel({ query, onClose }: SqlPanelProps) {
  const [copyState, copy] = useCopy();
  const tokens = useMemo(() => sqlTokens(query.sql), [query.sql]);
  return (
    <section
      aria-label="SQL"
      className="overflow-hidden rounded-[10px] border border-line bg-panel"
    >
      <div className="flex items-start gap-2 px-3 pt-2.5 pb-2">
        <p className="min-w-0 flex-1 break-words text-ink-2">
          <LogText text={query.explanation} />
        </p>
        <Button onClick={() => copy(query.sql)}>
          <CopyLabel state={copyState} label="Copy SQL" />
        </Button>
        <Button onClick={onClose} aria-label="Close the SQL">
          ×
        </Button>
      </div>
      {query.missingFields.length > 0 && (
        <p className="border-line border-t px-3 py-1.5 text-denied-ink text-[12px]">
          This table has no column for{" "}
          {query.missingFields.map((name) => fieldOf(name).label).join(", ")}: read as empty.
        </p>
      )}
      <section
        aria-label="SQL text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[360px] overflow-auto border-line border-t bg-bg px-3 py-2.5"
      >
        <pre className="whitespace-pre-wrap break-words font-mono text-[12px] leading-[1.55]">
          <code>
            {tokens.map((token, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity beyond their place.
              <span key={index} className={TONES[token.type]}>
                <SqlText text={token.text} />
              </span>
            ))}
          </code>
        </pre>
      </section>
    </section>
  );
}
