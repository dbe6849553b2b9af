"use client";
/** A record as a tree. */
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { JsonNode } from "./json-tree";
import { RecordTreeLine } from "./record-tree-line";
import { treeMove } from "./tree-keys";
import { useFolding } from "./use-folding";

type Props = {
  readonly root: JsonNode;
  readonly search: string;
  /** The index of the current match; it keeps counting past the last. */
  readonly hit: number;
  /** Whether a value has a menu. */
  readonly hasMenu: (node: JsonNode) => boolean;
  readonly onOpenMenu: (node: JsonNode, anchor: HTMLElement) => void;
};

/** A record as a folding tree: arrows fold, unfold and move; Enter opens a value's menu. */
export function RecordTree({ root, search, hit, hasMenu, onOpenMenu }: Props) {
  const tree = useRef<HTMLDivElement>(null);
  const folding = useFolding(root, search, hit);
  const { shown, current, fold } = folding;
  const [activePath, setActivePath] = useState<string | null>(null);
  const active = shown.find(({ node }) => node.path === activePath) ?? shown[0];
  const wantsFocus = useRef(false);

  useLayoutEffect(() => {
    if (!wantsFocus.current || !active) return;
    wantsFocus.current = false;
    tree.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
  }, [active]);

  useEffect(() => {
    if (current) tree.current?.querySelector("[data-hit]")?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const openMenu = (node: JsonNode): void => {
    const anchor = tree.current?.querySelector<HTMLElement>('[tabindex="0"] button');
    if (anchor && hasMenu(node)) onOpenMenu(node, anchor);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!active || event.altKey || event.ctrlKey || event.metaKey) return;
    const move = treeMove(event.key, shown, active);
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.do === "fold") fold(move.path, move.isOpen);
    else if (move.do === "unfold-all") folding.unfoldAll();
    else if (move.do === "open-menu") openMenu(move.node);
    else if (move.path !== null) {
      wantsFocus.current = true;
      setActivePath(move.path);
    }
  };

  return (
    <div>
      <TreeHead onUnfoldAll={folding.unfoldAll} onFoldAll={folding.foldAll}>
        {search !== "" && hitText(hit, folding.found.length)}
      </TreeHead>
      <div
        ref={tree}
        role="tree"
        aria-label="The record"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className="rounded-lg border border-line bg-bg py-1.5 font-mono text-[12px] leading-[1.55]"
      >
        {shown.map((line) => (
          <RecordTreeLine
            key={line.node.path}
            line={line}
            search={search}
            isActive={line === active}
            isHit={line.node === current}
            hasMenu={line.node.children.length === 0 && hasMenu(line.node)}
            onFold={fold}
            onFocus={setActivePath}
            onOpenMenu={onOpenMenu}
          />
        ))}
      </div>
      {folding.more > 0 && (
        <button
          type="button"
          className="mt-1.5 text-[12px] text-accent hover:underline"
          onClick={folding.showMore}
        >
          {folding.more} more lines
        </button>
      )}
    </div>
  );
}

type HeadProps = {
  readonly onUnfoldAll: () => void;
  readonly onFoldAll: () => void;
  /** How far the search is. */
  readonly children: ReactNode;
};

function TreeHead({ onUnfoldAll, onFoldAll, children }: HeadProps) {
  const button = "hover:text-ink hover:underline";
  return (
    <div className="flex items-center gap-3 pb-1.5 text-[11.5px] text-ink-2">
      <button type="button" className={button} onClick={onUnfoldAll}>
        Expand all
      </button>
      <button type="button" className={button} onClick={onFoldAll}>
        Collapse all
      </button>
      <span role="status" className="ml-auto">
        {children}
      </span>
    </div>
  );
}

const hitText = (hit: number, found: number): string =>
  found === 0 ? "not found" : `${(hit % found) + 1} of ${found}`;
