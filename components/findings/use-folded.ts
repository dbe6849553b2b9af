"use client";
/** Which rules of the findings are folded, as this tab had them last for the same findings. */
import { useState } from "react";
import { answerAddress } from "@/lib/investigation/answer-address";
import type { Investigation } from "@/lib/investigation/investigation";
import type { RuleFacts } from "./read-findings";

/** The rules that are not as they are at first, by the address of their findings. */
const kept = new Map<string, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

type RuleId = Pick<RuleFacts, "id" | "severity">;

export type Folding = {
  readonly isOpen: (rule: RuleId) => boolean;
  readonly setOpen: (rules: readonly RuleId[], isOpen: boolean) => void;
};

/** High ones and the chosen one are open at first, others folded. */
const isOpenAtFirst = ({ id, severity }: RuleId, chosen: string | undefined): boolean =>
  severity === "high" || id === chosen;

export function useFolded(investigation: Investigation): Folding {
  const { rule: chosen } = investigation.facets;
  const facets = chosen === undefined ? {} : { rule: chosen };
  const address = answerAddress({ ...investigation, facets });
  const [, draw] = useState(0);
  const turned = kept.get(address) ?? NONE;
  return {
    isOpen: (rule) => isOpenAtFirst(rule, chosen) !== turned.has(rule.id),
    setOpen: (rules, isOpen) => {
      const next = new Set(kept.get(address));
      for (const rule of rules)
        if (isOpenAtFirst(rule, chosen) === isOpen) next.delete(rule.id);
        else next.add(rule.id);
      kept.set(address, next);
      draw((drawings) => drawings + 1);
    },
  };
}
