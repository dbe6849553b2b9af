"use client";
/** The button that adds a field to a search. */
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Popover } from "@/components/ui/popover";
import { TEXT_FIELD } from "@/components/ui/styles";
import { fields } from "@/queries/fields";
import { labelOf, meaningOf } from "@/queries/filter-words";
import { ANYWHERE, type FilterField } from "@/queries/filters";
import { findFields } from "@/queries/find-fields";

type Props = { readonly onAdd: (field: FilterField) => void };

/** Offers every field that can be searched. */
export function AddField({ onAdd }: Props) {
  return (
    <Popover
      label="Add a field"
      trigger="+ Add a field"
      triggerClass={buttonClass()}
      panelClass="w-[420px] p-3"
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

function Chooser({ onChoose }: { readonly onChoose: (field: FilterField) => void }) {
  const [text, setText] = useState("");
  const shown = findFields(SEARCHABLE, text);
  return (
    <>
      <Combobox
        label="Field"
        placeholder="A field’s name or meaning"
        className={`${TEXT_FIELD} mb-2 w-full`}
        text={text}
        onText={setText}
        listLabel="Fields"
        listClass="max-h-[300px] overflow-auto"
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
        onTake={(index) => {
          const field = shown[index];
          if (field) onChoose(field);
        }}
      />
      {shown.length === 0 ? <p className="px-2 text-ink-2">No field matches.</p> : null}
    </>
  );
}
