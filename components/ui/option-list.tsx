"use client";
import type { ReactNode } from "react";

type Props = {
  /** The listbox's id; an option's is `optionId(id, index)`. */
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly key: string; readonly body: ReactNode }[];
  readonly active: number;
  readonly className?: string;
  readonly onPoint: (index: number) => void;
  readonly onTake: (index: number) => void;
};

/** The id of an option, for the text field's `aria-activedescendant`. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/**
 * The options of a combobox. The focus stays in the combobox's text field, whose keys
 * `useActiveOption` handles.
 */
export function OptionList({ id, label, options, active, className, onPoint, onTake }: Props) {
  return (
    <div id={id} role="listbox" aria-label={label} className={className}>
      {options.map(({ key, body }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys arrive in the text field.
        <div
          key={key}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          ref={index === active ? scrollToIt : undefined}
          onPointerMove={() => onPoint(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
          className="flex cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 aria-selected:bg-accent-soft aria-selected:text-accent"
        >
          {body}
        </div>
      ))}
    </div>
  );
}

function scrollToIt(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: "nearest" });
}
