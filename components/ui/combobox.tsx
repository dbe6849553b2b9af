"use client";
/** The one combobox: a text field whose arrow keys and Enter go through a list of options. */
import {
  type ComponentPropsWithoutRef,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useRef,
  useState,
} from "react";
import { useEarlyText } from "./use-early-text";

type Option = { readonly key: string; readonly body: ReactNode };

type Props = Omit<ComponentPropsWithoutRef<"input">, "value" | "onChange"> & {
  readonly fieldRef?: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly listLabel: string;
  readonly listClass?: string;
  /** Whether the options show; they always do where the list is a part of a panel. */
  readonly isOpen?: boolean;
  readonly options: readonly Option[];
  readonly onTake: (index: number) => void;
  /** What goes around the list. */
  readonly frame?: (list: ReactNode) => ReactNode;
};

const KEYS = ["ArrowDown", "ArrowUp", "Enter"];

const bare = (list: ReactNode): ReactNode => list;

/** The focus stays in the text field; the option that Enter takes is its active descendant. */
export function Combobox(props: Props) {
  const { fieldRef, label, text, onText, listLabel, listClass, isOpen = true, ...others } = props;
  const { options, onTake, frame = bare, onKeyDown, ...field } = others;
  const ownRef = useRef<HTMLInputElement>(null);
  const ref = fieldRef ?? ownRef;
  const listId = useId();
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, options.length - 1);
  const optionId = (index: number): string => `${listId}-${index}`;
  useEarlyText(ref, text, onText);

  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    // While an input method composes a character, its keys are its own.
    if (!event.nativeEvent.isComposing && KEYS.includes(event.key)) {
      // Also without options: Enter must not send a form that is around the combobox.
      event.preventDefault();
      const count = options.length;
      if (event.key === "Enter" && count > 0) onTake(active);
      else if (count > 0) setActive((active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    }
    onKeyDown?.(event);
  };

  return (
    <>
      <input
        ref={ref}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setActive(0);
          onText(event.target.value);
        }}
        onKeyDown={onKey}
        {...field}
      />
      {frame(
        <div id={listId} role="listbox" aria-label={listLabel} className={listClass}>
          {(isOpen ? options : []).map(({ key, body }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys arrive in the text field.
            <div
              key={key}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              ref={index === active ? scrollToIt : undefined}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onTake(index)}
              className="flex cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 aria-selected:bg-accent-soft aria-selected:text-accent"
            >
              {body}
            </div>
          ))}
        </div>,
      )}
    </>
  );
}

function scrollToIt(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: "nearest" });
}
