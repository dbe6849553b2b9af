"use client";
import { useId, useState } from "react";
import { OptionList, optionId } from "@/components/ui/option-list";
import { Popover } from "@/components/ui/popover";
import { QUIET_BUTTON, TEXT_FIELD } from "@/components/ui/styles";
import { useActiveOption } from "@/components/ui/use-active-option";
import { fields } from "@/queries/fields";
import { labelOf, meaningOf } from "@/queries/filter-words";
import { ANYWHERE, type FilterField } from "@/queries/filters";

type Props = { readonly onAdd: (field: FilterField) => void };

/** Offers every field that can be searched. */
export function AddField({ onAdd }: Props) {
  return (
    <Popover
      label="Add a field"
      trigger="+ Add a field"
      triggerClass={QUIET_BUTTON}
      panelClass="w-[420px]"
    >
      {(close) => (
        <Chooser
          onChoose={(field) => {
            close();
            onAdd(field);
          }}
        />
      )}
    </Popover>
  );
}

const SEARCHABLE: readonly FilterField[] = [ANYWHERE, ...fields.map(({ name }) => name)];

/** The fields whose texts hold every word; those that are called so come first. */
function search(text: string): readonly FilterField[] {
  const words = text.toLowerCase().split(/\s+/);
  const holds = (whole: string): boolean =>
    words.every((word) => whole.toLowerCase().includes(word));
  const byName = SEARCHABLE.filter((field) => holds(`${labelOf(field)} ${field}`));
  const byMeaning = SEARCHABLE.filter((field) =>
    holds(`${labelOf(field)} ${field} ${meaningOf(field)}`),
  );
  return [...new Set([...byName, ...byMeaning])];
}

function Chooser({ onChoose }: { readonly onChoose: (field: FilterField) => void }) {
  const listId = useId();
  const [text, setText] = useState("");
  const shown = search(text);
  const choose = (index: number): void => {
    const field = shown[index];
    if (field) onChoose(field);
  };
  const { active, setActive, onKeyDown } = useActiveOption(shown.length, choose);

  return (
    <>
      <input
        data-first
        type="text"
        role="combobox"
        aria-label="Field"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? optionId(listId, active) : undefined}
        placeholder="A field’s name or meaning"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className={`${TEXT_FIELD} mb-2 w-full`}
      />
      <OptionList
        id={listId}
        label="Fields"
        className="max-h-[300px] overflow-auto"
        active={active}
        onPoint={setActive}
        onTake={choose}
        options={shown.map((name) => ({
          key: name,
          body: (
            <span className="min-w-0">
              <span className="font-[550]">{labelOf(name)}</span>{" "}
              <span className="font-mono text-[11px] text-ink-2">{name}</span>
              <span className="block text-[12px] text-ink-2">{meaningOf(name)}</span>
            </span>
          ),
        }))}
      />
      {shown.length === 0 ? <p className="px-2 text-ink-2">No field matches.</p> : null}
    </>
  );
}
