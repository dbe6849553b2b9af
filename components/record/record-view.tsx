"use client";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyLabel } from "@/components/ui/copy-label";
import { HighlightedText } from "@/components/ui/highlighted-text";
import { LogText } from "@/components/ui/log-text";
import { useCopy } from "@/components/ui/use-copy";
import type { EventRecord } from "@/lib/api/answers";
import { costText } from "@/lib/text/price";
import type { JsonNode } from "./json-tree";
import { RecordTree } from "./record-tree";

type Tab = "tree" | "text";

/** The form that a record is shown in, and what is searched for in it. */
export type RecordLook = { readonly tab: Tab; readonly search: string };

export const FIRST_LOOK: RecordLook = { tab: "tree", search: "" };

type Props = {
  readonly record: EventRecord;
  /** The record's JSON; null when it cannot be read as a tree. */
  readonly root: JsonNode | null;
  readonly hasMenu: (node: JsonNode) => boolean;
  readonly onOpenMenu: (node: JsonNode, anchor: HTMLElement) => void;
  /** Leads to every event that contains a text. */
  readonly onSearchValue: (text: string) => void;
  /** How records are looked at, kept from one to the next. */
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

/** The whole record, as a tree or to the letter, with a search in it. */
export function RecordView(props: Props) {
  const { record, root, hasMenu, onOpenMenu, onSearchValue, look, onLook } = props;
  const { search } = look;
  const id = useId();
  const [hit, setHit] = useState(0);
  const text = useRef<HTMLPreElement>(null);
  const [copyState, copy] = useCopy();
  const tab = root ? look.tab : "text";
  const choose = (chosen: Tab): void => onLook({ ...look, tab: chosen });
  const tabs: readonly Tab[] = root ? ["tree", "text"] : ["text"];

  const onTabKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tab === "tree" ? "text" : "tree";
    choose(other);
    document.getElementById(`${id}${other}`)?.focus();
  };
  useEffect(() => {
    const marks = text.current?.querySelectorAll("mark") ?? [];
    if (search !== "") marks[hit % marks.length]?.scrollIntoView({ block: "nearest" });
  }, [search, hit]);
  const lookFor = (wanted: string): void => {
    onLook({ ...look, search: wanted });
    setHit(0);
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") setHit(hit + 1);
    if (event.key !== "Escape" || search === "") return;
    lookFor("");
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-1.5">
        <div role="tablist" aria-label="The record as" className="flex gap-0.5">
          {tabs.map((name) => (
            <button
              key={name}
              id={`${id}${name}`}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls={`${id}panel`}
              tabIndex={tab === name ? 0 : -1}
              onClick={() => choose(name)}
              onKeyDown={onTabKey}
              className={`rounded-md px-2 leading-[24px] ${tab === name ? "bg-accent-soft font-medium text-accent" : "text-ink-2 hover:text-ink"}`}
            >
              {name === "tree" ? "Tree" : "Text"}
            </button>
          ))}
        </div>
        <input
          type="search"
          aria-label="Search in the record"
          placeholder="Search in the record"
          value={search}
          onChange={(event) => lookFor(event.target.value)}
          onKeyDown={onSearchKey}
          className="h-[26px] min-w-0 flex-1 rounded-[7px] border border-line bg-bg px-2 placeholder:text-ink-3"
        />
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
      <div id={`${id}panel`} role="tabpanel" aria-labelledby={`${id}${tab}`}>
        {tab === "tree" && root ? (
          <RecordTree
            root={root}
            search={search}
            hit={hit}
            hasMenu={hasMenu}
            onOpenMenu={onOpenMenu}
          />
        ) : (
          <>
            {!root && (
              <p className="pb-1.5 text-denied-ink">This is not JSON that a tree can show.</p>
            )}
            <pre
              ref={text}
              className="rounded-lg border border-line bg-bg p-2.5 font-mono text-[12px] whitespace-pre-wrap leading-[1.55] [overflow-wrap:anywhere]"
            >
              {record.text.split("\n").map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beyond their place.
                <span key={index}>
                  {index > 0 && "\n"}
                  <HighlightedText text={line} search={search} />
                </span>
              ))}
            </pre>
          </>
        )}
      </div>
    </div>
  );
}
