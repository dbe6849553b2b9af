"use client";
/** A list to choose several values from. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { offerOf } from "./choice-offer";
import { TEXT_FIELD } from "./styles";

/** Values to choose from, and those chosen. */
export type Choosing = {
  readonly label: string;
  /** What choosing none means: `All accounts`. */
  readonly all: string;
  /** A line on what the choice does. */
  readonly note?: string;
  readonly known: readonly string[];
  /** Empty is all. */
  readonly chosen: readonly string[];
  readonly short?: (value: string) => string;
  /** What a value is shown as in the list, and found by. */
  readonly labelOf?: (value: string) => string;
  /** What can be added although the source did not name it. */
  readonly pattern: RegExp;
  readonly onChange: (chosen: readonly string[]) => void;
};

const asItIs = (value: string): string => value;

type Props = Choosing & { readonly onDone: () => void };

/** The choice is a draft until it is applied: each change of scope may read other files. */
export function Choices(props: Props) {
  const { label, all, note, known, chosen, pattern, labelOf = asItIs, onChange, onDone } = props;
  const firstRef = useRef<HTMLInputElement>(null);
  // The panel was open before this file was there, so nothing in it has the focus yet.
  useEffect(() => firstRef.current?.focus(), []);
  const [draft, setDraft] = useState<readonly string[]>(chosen);
  const [search, setSearch] = useState("");
  const offer = offerOf([...known, ...chosen, ...draft], search, pattern, labelOf);
  const searchLabel = `Search ${label.toLowerCase()}`;

  const toggle = (option: string, on: boolean): void =>
    setDraft(on ? [...draft, option] : draft.filter((other) => other !== option));

  /** Enter takes what was searched for, if that is one thing, and applies only where nothing was. */
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || offer.wanted === "") return;
    event.preventDefault();
    if (offer.only === null) return;
    toggle(offer.only, true);
    setSearch("");
  };

  const apply = (event: FormEvent): void => {
    event.preventDefault();
    // The order of the list, so that the same choice makes the same URL.
    const ordered = offer.all.filter((option) => draft.includes(option));
    onDone();
    if (ordered.join() !== chosen.join()) onChange(ordered);
  };

  return (
    <form onSubmit={apply} className="flex flex-col gap-2">
      <input
        ref={firstRef}
        type="search"
        aria-label={searchLabel}
        placeholder={searchLabel}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={onSearchKey}
        className={TEXT_FIELD}
      />
      <fieldset className="max-h-[260px] overflow-auto">
        <legend className="sr-only">{label}</legend>
        {offer.wanted === "" ? (
          <Choice label={all} checked={draft.length === 0} onChange={() => setDraft([])} />
        ) : null}
        {offer.shown.map((option) => (
          <Choice
            key={option}
            mono
            label={labelOf(option)}
            detail={option === offer.added ? "not listed by the source" : undefined}
            checked={draft.includes(option)}
            onChange={(on) => toggle(option, on)}
          />
        ))}
        {offer.shown.length === 0 ? (
          <p className="px-1.5 py-1 text-ink-2">Nothing here contains “{search.trim()}”.</p>
        ) : null}
      </fieldset>
      {note ? <p className="text-[12px] text-ink-2">{note}</p> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="main">
          Apply
        </Button>
      </div>
    </form>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly detail?: string | undefined;
  readonly mono?: boolean;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
};

function Choice({ label, detail, mono = false, checked, onChange }: ChoiceProps) {
  return (
    <label className="flex cursor-pointer items-center gap-2 rounded-md px-1.5 py-1 hover:bg-line-soft">
      <input
        type="checkbox"
        className="accent-accent"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={mono ? "font-mono text-[12px]" : ""}>{label}</span>
      {detail ? <span className="text-[11px] text-ink-3">{detail}</span> : null}
    </label>
  );
}
