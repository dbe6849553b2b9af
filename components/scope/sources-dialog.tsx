"use client";
import { useEffect, useRef } from "react";
import { FLOATING, ICON_BUTTON } from "@/components/ui/styles";
import type { SourceChoices } from "@/lib/api/sources";
import { SourceList } from "./source-list";

type Props = {
  readonly sources: SourceChoices;
  readonly current: string | null;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
};

/** What can be asked, shown while it is mounted. */
export function SourcesDialog({ sources, current, onChoose, onClose }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (ref.current && !ref.current.open) ref.current.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby="sources-title"
      className={`${FLOATING} m-auto max-h-[calc(100dvh-32px)] w-[620px] max-w-[calc(100vw-32px)] overflow-auto p-4 backdrop:bg-black/40`}
    >
      <div className="mb-3 flex items-center">
        <h2 id="sources-title" className="font-semibold text-[14px]">
          Sources
        </h2>
        <form method="dialog" className="ml-auto">
          <button type="submit" className={ICON_BUTTON} aria-label="Close">
            <span aria-hidden="true">×</span>
          </button>
        </form>
      </div>
      <SourceList
        sources={sources}
        current={current}
        onChoose={(name) => {
          ref.current?.close();
          onChoose(name);
        }}
      />
    </dialog>
  );
}
