"use client";
/** The button that names the source and opens the list. */
import dynamic from "next/dynamic";
import { useState } from "react";
import { loadCode } from "@/components/ui/load-code";
import type { SourceSummary } from "@/lib/api/answers";

type Props = {
  readonly summary: SourceSummary;
  /** The selected source; null before a choice. */
  readonly current: string | null;
  /** Called with another source. */
  readonly onChoose: (name: string) => void;
};

const SourcesDialog = dynamic(() =>
  loadCode(() => import("./sources-dialog")).then((module) => module.SourcesDialog),
);

/** Shows the engine and the selected table; opens the list of tables. */
export function SourcesButton({ summary, current, onChoose }: Props) {
  const [shown, setShown] = useState(false);
  const { engineLabel, sources } = summary;
  const isChoice = sources.usable.length > 1;
  const table = isChoice ? (current ?? "choose a table") : null;
  const label = table === null ? engineLabel : `${engineLabel} · ${table}`;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title={`Sources: ${label}`}
        onClick={() => setShown(true)}
        className="inline-flex h-[30px] max-w-[320px] items-center gap-1.5 rounded-full border border-line px-2.5 text-[12px] text-ink-2 hover:bg-bg hover:text-ink"
      >
        {isChoice && current === null ? (
          <span aria-hidden="true" className="size-[7px] shrink-0 rounded-full bg-denied" />
        ) : null}
        <span className="truncate max-md:sr-only">{label}</span>
        <span aria-hidden="true" className="md:hidden">
          ≡
        </span>
      </button>
      {shown ? (
        <SourcesDialog
          sources={sources}
          geo={summary.geo}
          current={current}
          onChoose={onChoose}
          onClose={() => setShown(false)}
        />
      ) : null}
    </>
  );
}
