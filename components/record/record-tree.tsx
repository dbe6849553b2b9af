"use client";
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { JsonNode } from "./json-tree";
import { RecordTreeLine } from "./record-tree-line";
import { allBranches, ancestorsOf, findNodes, firstOpen, treeLines } from "./tree-lines";

/** More lines than this are drawn on demand, so that unfolding a huge record cannot freeze. */
const LINES_AT_ONCE = 500;

type Props = {
  readonly root: JsonNode;
  readonly search: string;
  /** Which of the places found is looked at; counts on past the last. */
  readonly hit: number;
  /** Whether a value leads anywhere. */
  readonly hasMenu: (node: JsonNode) => boolean;
  readonly onOpenMenu: (node: JsonNode, anchor: HTMLElement) => void;
};

/** A record as a folding tree: arrows fold, unfold and move; Enter opens a value's menu. */
export function RecordTree({ root, search, hit, hasMenu, onOpenMenu }: Props) {
  const tree = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(() => firstOpen(root));
  const [limit, setLimit] = useState(LINES_AT_ONCE);
  const [activePath, setActivePath] = useState<string | null>(null);
  const wantsFocus = useRef(false);

  const branches = useMemo(() => allBranches(root), [root]);
  const found = useMemo(() => findNodes(root, search), [root, search]);
  const lines = useMemo(
    () =>
      treeLines(root, found.length > 0 ? new Set([...open, ...ancestorsOf(root, found)]) : open),
    [root, open, found],
  );
  const current = found[hit % found.length];
  const currentAt = current ? lines.findIndex(({ node }) => node === current) : -1;
  const shown = lines.slice(0, Math.max(limit, currentAt + 20));
  const active = shown.find(({ node }) => node.path === activePath) ?? shown[0];

  useLayoutEffect(() => {
    if (!wantsFocus.current || !active) return;
    wantsFocus.current = false;
    tree.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
  }, [active]);

  useEffect(() => {
    if (current) tree.current?.querySelector("[data-hit]")?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const fold = (path: string, isOpen: boolean): void =>
    setOpen((now) => {
      const next = new Set(now);
      if (isOpen) next.add(path);
      else next.delete(path);
      return next;
    });
  const goTo = (path: string | null | undefined): void => {
    if (path === null || path === undefined) return;
    wantsFocus.current = true;
    setActivePath(path);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!active || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = shown.indexOf(active);
    const { node, isOpen, parentPath } = active;
    const isBranch = node.children.length > 0;
    if (event.key === "ArrowDown") goTo(shown[at + 1]?.node.path);
    else if (event.key === "ArrowUp") goTo(shown[at - 1]?.node.path);
    else if (event.key === "Home") goTo(shown[0]?.node.path);
    else if (event.key === "End") goTo(shown.at(-1)?.node.path);
    else if (event.key === "*") setOpen(branches);
    else if (event.key === "ArrowRight" && isBranch)
      isOpen ? goTo(node.children[0]?.path) : fold(node.path, true);
    else if (event.key === "ArrowLeft") isOpen ? fold(node.path, false) : goTo(parentPath);
    else if (event.key === "Enter" || event.key === " ") {
      const anchor = tree.current?.querySelector<HTMLElement>('[tabindex="0"] button');
      if (isBranch) fold(node.path, !isOpen);
      else if (anchor && hasMenu(node)) onOpenMenu(node, anchor);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div>
      <div className="flex items-center gap-3 pb-1.5 text-[11.5px] text-ink-2">
        <button
          type="button"
          className="hover:text-ink hover:underline"
          onClick={() => setOpen(branches)}
        >
          Expand all
        </button>
        <button
          type="button"
          className="hover:text-ink hover:underline"
          onClick={() => setOpen(new Set())}
        >
          Collapse all
        </button>
        <span role="status" className="ml-auto">
          {search !== "" &&
            (found.length === 0 ? "not found" : `${(hit % found.length) + 1} of ${found.length}`)}
        </span>
      </div>
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
      {lines.length > shown.length && (
        <button
          type="button"
          className="mt-1.5 text-[12px] text-accent hover:underline"
          onClick={() => setLimit(shown.length + LINES_AT_ONCE)}
        >
          {lines.length - shown.length} more lines
        </button>
      )}
    </div>
  );
}
