"use client";
import { useId, useState } from "react";
import { OptionList, optionId } from "@/components/shell/option-list";
import { Popover } from "@/components/shell/popover";
import { QUIET_BUTTON, TEXT_FIELD } from "@/components/shell/styles";
import { useActiveOption } from "@/components/shell/use-active-option";
import { fields } from "@/queries/fields";
import type { Input } from "@/queries/playbook";

type Props = {
  /** The inputs that are not in the form yet. */
  readonly inputs: readonly Input[];
  readonly onAdd: (name: string) => void;
};

/** Offers the inputs that a long form does not show. */
export function AddField({ inputs, onAdd }: Props) {
  return (
    <Popover
      label="Add a field"
      trigger="+ Add a field"
      triggerClass={QUIET_BUTTON}
      panelClass="w-[420px]"
    >
      {(close) => (
        <Chooser
          inputs={inputs}
          onChoose={(name) => {
            close();
            onAdd(name);
          }}
        />
      )}
    </Popover>
  );
}

const tellsOf = (name: string): string => fields.find(({ input }) => input === name)?.tells ?? "";

/** The inputs that hold every word; those that are called so come first. */
function search(inputs: readonly Input[], text: string): readonly Input[] {
  const words = text.toLowerCase().split(/\s+/);
  const holds = (whole: string): boolean =>
    words.every((word) => whole.toLowerCase().includes(word));
  const byName = inputs.filter(({ name, label }) => holds(`${label} ${name}`));
  const byMeaning = inputs.filter(({ name, label }) => holds(`${label} ${name} ${tellsOf(name)}`));
  return [...new Set([...byName, ...byMeaning])];
}

function Chooser({
  inputs,
  onChoose,
}: {
  readonly inputs: readonly Input[];
  readonly onChoose: (name: string) => void;
}) {
  const listId = useId();
  const [text, setText] = useState("");
  const shown = search(inputs, text);
  const choose = (index: number): void => {
    const input = shown[index];
    if (input) onChoose(input.name);
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
        placeholder="A field’s name, or what it tells"
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
        options={shown.map(({ name, label }) => ({
          key: name,
          body: (
            <span className="min-w-0">
              <span className="font-[550]">{label}</span>{" "}
              <span className="font-mono text-[11px] text-ink-2">{name}</span>
              <span className="block text-[12px] text-ink-2">{tellsOf(name)}</span>
            </span>
          ),
        }))}
      />
      {shown.length === 0 ? <p className="px-2 text-ink-2">No field is called that.</p> : null}
    </>
  );
}
