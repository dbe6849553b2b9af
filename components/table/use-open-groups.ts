"use client";
/** Which tools are unfolded in the table of user agents. */
import { useState } from "react";
import type { AgentGroup, AgentOrder } from "./agent-groups";

/** Up to this many lines, folding would only hide what fits on the screen. */
const FIT = 24;

/** What a person has folded or unfolded, in one order of the groups. */
type Choice = { readonly order: AgentOrder; readonly isOpen: ReadonlyMap<string | null, boolean> };

export type OpenGroups = {
  readonly isOpen: (group: AgentGroup) => boolean;
  readonly setOpen: (group: AgentGroup, isOpen: boolean) => void;
  readonly areAllOpen: boolean;
  readonly setAll: (isOpen: boolean) => void;
};

/**
 * Which groups are unfolded: all of a few agents; of many none, or the first in the order rarest
 * first, so that the rarest agent is in sight at once.
 */
export function useOpenGroups(groups: readonly AgentGroup[], order: AgentOrder): OpenGroups {
  const [choice, setChoice] = useState<Choice>({ order, isOpen: new Map() });
  const chosen = choice.order === order ? choice.isOpen : new Map<string | null, boolean>();
  const count = groups.reduce((sum, { lines }) => sum + 1 + lines.length, 0);
  const isOpen = (group: AgentGroup): boolean =>
    chosen.get(group.product) ?? (count <= FIT || (order === "rarest" && group === groups[0]));
  return {
    isOpen,
    setOpen: ({ product }, open) =>
      setChoice({ order, isOpen: new Map(chosen).set(product, open) }),
    areAllOpen: groups.every(isOpen),
    setAll: (open) =>
      setChoice({ order, isOpen: new Map(groups.map(({ product }) => [product, open])) }),
  };
}
