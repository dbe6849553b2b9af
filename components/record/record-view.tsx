"use client";
/** The record of an event: its tabs, its search and where it is from. */
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyLabel } from "@/components/ui/copy-label";
import { LogText } from "@/components/ui/log-text";
import { useCopy } from "@/components/ui/use-copy";
import type { EventRecord } from "@/lib/api/answers";
import { costText } from "@/lib/text/price";
import type { JsonNode } from "./json-tree";
import { type RecordTab, RecordTabs } from "./record-tabs";
import { RecordText } from "./record-text";
import { RecordTree } from "./record-tree";

/** The selected tab of a record, and the text searched for in it. */
export type RecordLook = { readonly tab: RecordTab; readonly search: string };

export const FIRST_LOOK: RecordLook = { tab: "tree", search: "" };

type Props = {
  readonly record: EventRecord;
  /** The record's JSON; null when it cannot be read as a tree. */
  readonly root: JsonNode | null;
  readonly hasMenu: (node: JsonNode) => boolean;
  readonly onOpenMenu: (node: JsonNode, anchor: HTMLElement) => void;
  /** Opens the search for every event that contains a text. */
  readonly onSearchValue: (text: string) => void;
  /** The tab and search, kept from one record to the next. */
  readonly look: RecordLook;
  readonly onLook: (look: RecordLook) => void;
};

function Provenance({ record }: { readonly record: EventRecord }) {
  const cost = record.foundBy?.cost ?? null;
  return (
    <p className="text-[11.5px] text-ink-2 [overflow-wrap:anywhere]">
      {record.rebuiltBecause === null ? (
        "Exactly as in the log file"
      ) : (
        <>
          Rebuilt from the table's columns. <LogText text={record.rebuiltBecause} />
        </>
      )}
      {record.sourceFile !== null && (
        <>
          {" "}
          <span className="font-mono text-[11px]">
            <LogText text={record.sourceFile} />
          </span>
        </>
      )}
      {cost && cost.dollars !== null && <> · {costText(cost)}</>}
    </p>
  );
}

/** A record from a damaged or altered file may not be what AWS wrote. */
function FileWarning({ warning }: { readonly warning: string | null }) {
  if (warning === null) return null;
  return (
    <p role="note" className="text-[12px] text-denied-ink [overflow-wrap:anywhere]">
      Do not rely on this record alone. <LogText text={warning} />
    </p>
  );
}

/** The whole record, as a tree or as its exact text, with a search. */
export function RecordView(props: Props) {
  const { record, root, hasMenu, onOpenMenu, onSearchValue, look, onLook } = props;
  const { search } = look;
  const id = useId();
  const panelId = `${id}panel`;
  const tabId = (tab: RecordTab): string => `${id}${tab}`;
  const [hit, setHit] = useState(0);
  const [copyState, copy] = useCopy();
  const tab = root ? look.tab : "text";
  const lookFor = (wanted: string): void => {
    onLook({ ...look, search: wanted });
    setHit(0);
  };

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-1.5">
        <RecordTabs
          tabs={root ? ["tree", "text"] : ["text"]}
          chosen={tab}
          onChoose={(chosen) => onLook({ ...look, tab: chosen })}
          {...{ tabId, panelId }}
        />
        <SearchField search={search} onSearch={lookFor} onNext={() => setHit(hit + 1)} />
        <Button onClick={() => copy(record.text)} title="Copy the record's text">
          <CopyLabel state={copyState} />
        </Button>
      </div>
      {search.trim() !== "" && (
        <button
          type="button"
          className="truncate text-left text-[12px] text-accent hover:underline"
          onClick={() => onSearchValue(search)}
        >
          All events with “<LogText text={search} />” →
        </button>
      )}
      <FileWarning warning={record.fileWarning} />
      <Provenance record={record} />
      <div id={panelId} role="tabpanel" aria-labelledby={tabId(tab)}>
        {tab === "tree" && root ? (
          <RecordTree {...{ root, search, hit, hasMenu, onOpenMenu }} />
        ) : (
          <>
            {!root && (
              <p className="pb-1.5 text-denied-ink">This is not JSON that a tree can show.</p>
            )}
            <RecordText text={record.text} search={search} hit={hit} />
          </>
        )}
      </div>
    </div>
  );
}

type SearchProps = {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Goes on to the next place found. */
  readonly onNext: () => void;
};

function SearchField({ search, onSearch, onNext }: SearchProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") onNext();
    if (event.key !== "Escape" || search === "") return;
    onSearch("");
    event.preventDefault();
  };
  return (
    <input
      type="search"
      aria-label="Search in the record"
      placeholder="Search in the record"
      value={search}
      onChange={(event) => onSearch(event.target.value)}
      onKeyDown={onKeyDown}
      className="h-[30px] min-w-0 flex-1 rounded-[7px] border border-line bg-bg px-2 placeholder:text-ink-3"
    />
  );
}
