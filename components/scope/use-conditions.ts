"use client";
/** The draft of the search form. */
import { useState } from "react";
import { ANYWHERE, type Filter, type FilterField, formatFilter } from "@/queries/filters";
import type { InputValues } from "@/queries/playbook";
import {
  type Condition,
  conditionOn,
  conditionProblem,
  conditionsOf,
  filterOf,
} from "./conditions";

type Submission =
  | { readonly ok: true; readonly filters: readonly Filter[] }
  | { readonly ok: false; readonly stuckAt: number };

const listOf = (filters: readonly Filter[]): string => JSON.stringify(filters.map(formatFilter));

/**
 * The draft of the search form. It starts over when the search changes, unless the change is the
 * form's own: what a person edits before it arrives is kept.
 */
export function useConditions(inputs: InputValues, filters: readonly Filter[]) {
  const search = JSON.stringify([inputs, filters.map(formatFilter)]);
  const start = (): readonly Condition[] => {
    const known = conditionsOf(inputs, filters);
    // An empty form starts with the search that needs no knowledge of fields.
    return known.length > 0 ? known : [conditionOn(ANYWHERE, 0)];
  };
  const [conditions, setConditions] = useState(start);
  const [seen, setSeen] = useState(search);
  const [addedId, setAddedId] = useState<number | null>(null);
  const [submitted, setSubmitted] = useState<string | null>(null);
  const drafted = conditions.flatMap((condition) => filterOf(condition) ?? []);
  const applied = conditionsOf(inputs, filters).flatMap((condition) => filterOf(condition) ?? []);
  if (seen !== search) {
    setSeen(search);
    setSubmitted(null);
    if (submitted !== listOf(applied)) {
      setConditions(start());
      setAddedId(null);
    }
  }
  return {
    conditions,
    /** Whether the draft differs from the search behind the answer. */
    isChanged: listOf(drafted) !== listOf(applied),
    /** The condition that was added last, which takes the focus. */
    addedId,
    change: (id: number, change: Partial<Pick<Condition, "op" | "text">>) =>
      setConditions((now) => now.map((each) => (each.id === id ? { ...each, ...change } : each))),
    remove: (id: number) => setConditions((now) => now.filter((each) => each.id !== id)),
    add: (field: FilterField) => {
      const id = Math.max(-1, ...conditions.map((each) => each.id)) + 1;
      setConditions([...conditions, conditionOn(field, id)]);
      setAddedId(id);
    },
    /** The filters, or the first invalid condition. Empty conditions are ignored. */
    submit: (): Submission => {
      const stuck = conditions.find((condition) => conditionProblem(condition) !== "");
      if (stuck) return { ok: false, stuckAt: stuck.id };
      setSubmitted(listOf(drafted));
      return { ok: true, filters: drafted };
    },
  };
}
