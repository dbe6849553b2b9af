"use client";
/** Which lines of the record's tree are unfolded. */
import { useMemo, useState } from "react";
import type { JsonNode } from "./json-tree";
import { allBranches, ancestorsOf, findNodes, firstOpen, treeLines } from "./tree-lines";

/** More lines than this are drawn on demand, so that unfolding a huge record cannot freeze. */
const LINES_AT_ONCE = 500;
/** Lines drawn below the current search match. */
const BELOW_HIT = 20;

/**
 * The lines of a record that are drawn, by what is unfolded and searched for.
 * @param hit the index of the current match; it keeps counting past the last
 */
export function useFolding(root: JsonNode, search: string, hit: number) {
  const [open, setOpen] = useState(() => firstOpen(root));
  const [limit, setLimit] = useState(LINES_AT_ONCE);
  const found = useMemo(() => findNodes(root, search), [root, search]);
  const lines = useMemo(
    () =>
      treeLines(root, found.length > 0 ? new Set([...open, ...ancestorsOf(root, found)]) : open),
    [root, open, found],
  );
  const current = found[hit % found.length];
  const currentAt = current ? lines.findIndex(({ node }) => node === current) : -1;
  const shown = lines.slice(0, Math.max(limit, currentAt + BELOW_HIT));
  return {
    shown,
    /** Lines that are not drawn yet. */
    more: lines.length - shown.length,
    showMore: () => setLimit(shown.length + LINES_AT_ONCE),
    found,
    /** The current search match. */
    current,
    unfoldAll: () => setOpen(allBranches(root)),
    foldAll: () => setOpen(new Set()),
    fold: (path: string, isOpen: boolean) =>
      setOpen((now) => {
        const next = new Set(now);
        if (isOpen) next.add(path);
        else next.delete(path);
        return next;
      }),
  };
}
