"use client";
/** A line of the record's tree. */
import { HighlightedText } from "@/components/ui/highlighted-text";
import { shorten } from "@/lib/text/visible-text";
import type { JsonNode } from "./json-tree";
import type { TreeLine } from "./tree-lines";

type Props = {
  readonly line: TreeLine;
  readonly search: string;
  readonly isActive: boolean;
  /** Whether this is the current search match. */
  readonly isHit: boolean;
  readonly hasMenu: boolean;
  readonly onFold: (path: string, isOpen: boolean) => void;
  readonly onFocus: (path: string) => void;
  readonly onOpenMenu: (node: JsonNode, anchor: HTMLElement) => void;
};

/** Indents deeper than this would leave no room for the value. */
const DEEPEST_INDENT = 14;
/** The text tab has all of it. */
const LONGEST_VALUE = 4000;

function summaryOf(node: JsonNode): string {
  const count = node.children.length;
  return node.type === "array" ? `[${count || ""}]` : `{${count || ""}}`;
}

/** One key and its value, or one fold. */
export function RecordTreeLine(props: Props) {
  const { line, search, isActive, isHit, hasMenu, onFold, onFocus, onOpenMenu } = props;
  const { node, level, isOpen } = line;
  const isBranch = node.type === "object" || node.type === "array";
  const canFold = node.children.length > 0;
  const value = (
    <HighlightedText
      text={node.type === "string" ? `"${shorten(node.text, LONGEST_VALUE)}"` : node.text}
      search={search}
    />
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of all its lines.
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-expanded={canFold ? isOpen : undefined}
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      data-hit={isHit || undefined}
      onFocus={() => onFocus(node.path)}
      onClick={canFold ? () => onFold(node.path, !isOpen) : undefined}
      className={`py-px pr-2 break-words [contain-intrinsic-size:auto_20px] [content-visibility:auto] [overflow-wrap:anywhere] outline-offset-[-2px] hover:bg-line-soft ${canFold ? "cursor-pointer" : ""} ${isHit ? "bg-accent-soft" : ""}`}
      style={{ paddingLeft: `${8 + Math.min(level, DEEPEST_INDENT) * 12}px`, textIndent: "-12px" }}
    >
      <span aria-hidden="true" className="inline-block w-3 text-ink-3 [text-indent:0]">
        {canFold ? (isOpen ? "▾" : "▸") : ""}
      </span>
      <span className="text-accent">
        <HighlightedText text={node.key ?? ""} search={search} />
      </span>
      <span className="text-ink-3">: </span>
      {isBranch ? (
        <span className="text-ink-3">
          {isOpen ? (node.type === "array" ? "[" : "{") : summaryOf(node)}
        </span>
      ) : hasMenu ? (
        <button
          type="button"
          tabIndex={-1}
          aria-haspopup="menu"
          onClick={(event) => onOpenMenu(node, event.currentTarget)}
          className="text-left text-good underline decoration-ink-3/60 decoration-dashed underline-offset-[3px] [text-indent:0]"
        >
          {value}
        </button>
      ) : (
        <span className={node.type === "string" ? "text-good" : "text-denied-ink"}>{value}</span>
      )}
    </div>
  );
}
