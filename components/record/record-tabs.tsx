"use client";
/** The tabs of a record. */
import { type KeyboardEvent, useRef } from "react";

export type RecordTab = "tree" | "text";

const NAMES: Readonly<Record<RecordTab, string>> = { tree: "Tree", text: "Text" };

type Props = {
  readonly tabs: readonly RecordTab[];
  readonly chosen: RecordTab;
  readonly onChoose: (tab: RecordTab) => void;
  readonly tabId: (tab: RecordTab) => string;
  readonly panelId: string;
};

/** The tabs of a record; the arrow keys move between them. */
export function RecordTabs({ tabs, chosen, onChoose, tabId, panelId }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.find((tab) => tab !== chosen);
    if (!other) return;
    onChoose(other);
    list.current?.querySelector<HTMLElement>('[aria-selected="false"]')?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label="The record as" className="flex gap-0.5">
      {tabs.map((tab) => (
        <button
          key={tab}
          id={tabId(tab)}
          type="button"
          role="tab"
          aria-selected={tab === chosen}
          aria-controls={panelId}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
          onKeyDown={onKeyDown}
          className={`rounded-md px-2 leading-[24px] ${tab === chosen ? "bg-accent-soft font-medium text-accent" : "text-ink-2 hover:text-ink"}`}
        >
          {NAMES[tab]}
        </button>
      ))}
    </div>
  );
}
