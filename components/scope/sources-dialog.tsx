"use client";
import { Dialog } from "@/components/ui/dialog";
import type { SourceChoices } from "@/lib/api/sources";
import { SourceList } from "./source-list";

type Props = {
  readonly sources: SourceChoices;
  readonly current: string | null;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
};

/** The list of sources, shown while it is mounted. */
export function SourcesDialog({ sources, current, onChoose, onClose }: Props) {
  return (
    <Dialog title="Sources" className="w-[620px]" onClose={onClose}>
      {(close) => (
        <SourceList
          sources={sources}
          current={current}
          onChoose={(name) => {
            close();
            onChoose(name);
          }}
        />
      )}
    </Dialog>
  );
}
