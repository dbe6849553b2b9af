"use client";
/** Notices above the answer. */
import { useState } from "react";
import { LogText } from "@/components/ui/log-text";
import { ReloadButton } from "@/components/ui/reload-button";

type Props = {
  /** Sentences about the link or the source. */
  readonly problems: readonly string[];
  /** Why the server is not followed, a sentence; null while it is. */
  readonly offline?: string | null;
};

/** What could not be read or reached, above the answer; the rest of the page remains usable. */
export function Notices({ problems, offline = null }: Props) {
  const [hidden, setHidden] = useState("");
  const key = problems.join("\n");
  const shown = key === hidden ? [] : problems;
  if (shown.length === 0 && offline === null) return null;
  return (
    <div
      role="alert"
      className="flex items-start gap-3 border-b border-line bg-new-soft px-4 py-2 text-new"
    >
      <ul className="min-w-0 flex-1 break-words">
        {offline === null ? null : <li>{offline}</li>}
        {shown.map((problem) => (
          <li key={problem}>
            <LogText text={problem} />
          </li>
        ))}
      </ul>
      <ReloadButton problem={offline} />
      {shown.length > 0 ? (
        <button type="button" aria-label="Hide these notices" onClick={() => setHidden(key)}>
          ×
        </button>
      ) : null}
    </div>
  );
}
