"use client";
/** The dialog with the sources and address files. */
import { Dialog } from "@/components/ui/dialog";
import type { GeoSummary } from "@/lib/api/address-facts";
import type { SourceChoices } from "@/lib/api/sources";
import { AddressFiles } from "./address-files";
import { SourceList } from "./source-list";

type Props = {
  readonly sources: SourceChoices;
  readonly geo: GeoSummary;
  readonly current: string | null;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
};

/** The list of sources, shown while it is mounted. */
export function SourcesDialog({ sources, geo, current, onChoose, onClose }: Props) {
  return (
    <Dialog title="Sources" className="w-[620px]" onClose={onClose}>
      {(close) => (
        <div className="flex flex-col gap-4">
          <SourceList
            sources={sources}
            current={current}
            onChoose={(name) => {
              close();
              onChoose(name);
            }}
          />
          <AddressFiles {...geo} />
        </div>
      )}
    </Dialog>
  );
}
