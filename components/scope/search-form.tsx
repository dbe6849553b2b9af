"use client";
/** The form of the open search. */
import dynamic from "next/dynamic";
import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { loadCode } from "@/components/ui/load-code";
import type { Filter } from "@/queries/filters";
import type { InputValues } from "@/queries/playbook";
import { ConditionField } from "./condition-field";
import { useConditions } from "./use-conditions";

const AddField = dynamic(() =>
  loadCode(() => import("./add-field")).then((module) => module.AddField),
);

type Props = {
  readonly inputs: InputValues;
  readonly filters: readonly Filter[];
  /** The search, as filters. */
  readonly onSearch: (filters: readonly Filter[]) => void;
};

/** The open search: conditions on any fields, each with its comparison. */
export function SearchForm({ inputs, filters, onSearch }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const draft = useConditions(inputs, filters);
  const run = (event: FormEvent): void => {
    event.preventDefault();
    const result = draft.submit();
    if (result.ok) onSearch(result.filters);
    else focusCondition(form.current, result.stuckAt);
  };
  return (
    <form
      ref={form}
      noValidate
      // Before this code is there, Enter would load the page without what was typed; so it does nothing.
      method="dialog"
      onSubmit={run}
      aria-label="Inputs"
      className="contents"
    >
      {draft.conditions.map((condition) => (
        <ConditionField
          key={condition.id}
          condition={condition}
          autoFocus={condition.id === draft.addedId}
          onChange={(change) => draft.change(condition.id, change)}
          onRemove={() => draft.remove(condition.id)}
        />
      ))}
      <AddField onAdd={draft.add} />
      <Button type="submit" look="main">
        Run
      </Button>
      {draft.isChanged ? (
        <p role="status" className="self-center text-[12px] text-denied-ink">
          Not run yet
        </p>
      ) : null}
    </form>
  );
}

function focusCondition(form: HTMLFormElement | null, id: number): void {
  const field = form?.elements.namedItem(`condition-${id}`);
  if (field instanceof HTMLInputElement) field.focus();
}
