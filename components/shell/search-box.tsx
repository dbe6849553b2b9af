"use client";
/** The search box in the top bar. */
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { FLOATING } from "@/components/ui/styles";
import { useHotkey } from "@/components/ui/use-hotkey";
import type { Place } from "@/lib/investigation/investigation";
import type { Scope } from "@/queries/scope";
import type { Destination } from "./recognise";
import { useRecognise } from "./use-recognise";

type Props = { readonly scope: Scope; readonly onOpen: (place: Place) => void };

const LABEL = "Paste a key, address, ARN, instance, event id or time";

/** Takes a value from an alert, says what it is, and opens the answer to it. */
export function SearchBox({ scope, onOpen }: Props) {
  const inputRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [focused, setFocused] = useState(false);
  /** Enter was pressed before the recogniser had loaded: it then opens the best guess. */
  const [isEntered, setEntered] = useState(false);
  const { destinations, problem, isReady, load } = useRecognise(text, scope);
  const isOpen = focused && text.trim() !== "";

  const open = (index: number): void => {
    const destination = destinations[index];
    if (!destination) return;
    setText("");
    inputRef.current?.blur();
    onOpen(destination.place);
  };
  const openEntered = useEffectEvent(() => {
    setEntered(false);
    open(0);
  });
  useEffect(() => {
    if (isEntered && isReady) openEntered();
  }, [isEntered, isReady]);
  const onFocus = (): void => {
    load();
    setFocused(true);
  };
  // The server's page may have given it the focus before this code was there.
  const adoptFocus = useEffectEvent(() => {
    if (document.activeElement === inputRef.current) onFocus();
  });
  useEffect(() => adoptFocus(), []);
  useHotkey("/", () => inputRef.current?.select());
  useHotkey("Control+k", () => inputRef.current?.select());

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) setEntered(!isReady);
    if (event.key !== "Escape") return;
    setEntered(false);
    if (text === "") inputRef.current?.blur();
    setText("");
  };

  return (
    <search className="mx-auto grid min-w-0 flex-[0_1_520px] grid-cols-1 sm:relative">
      <Combobox
        fieldRef={inputRef}
        label={LABEL}
        placeholder={LABEL}
        aria-keyshortcuts="/ Control+K Meta+K"
        className="peer h-8 w-full rounded-lg border border-line bg-bg pr-8 pl-2.5 text-ink [grid-area:1/1] placeholder:text-ink-3 max-sm:pr-2.5 max-sm:placeholder:text-transparent"
        text={text}
        onText={(typed) => {
          setText(typed);
          setEntered(false);
        }}
        onKeyDown={onKey}
        onFocus={onFocus}
        onBlur={() => {
          setFocused(false);
          setEntered(false);
        }}
        listLabel="What it opens"
        isOpen={isOpen}
        options={destinations.map(optionOf)}
        onTake={open}
        frame={(list) => (
          <div
            hidden={!isOpen}
            className={`${FLOATING} absolute inset-x-0 top-full z-40 mt-1 max-sm:mx-2 overflow-hidden p-1.5`}
          >
            {problem ? <p className="px-2 pt-1 pb-1.5 text-error-ink">{problem}</p> : null}
            {list}
          </div>
        )}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none hidden self-center truncate pl-2.5 text-ink-3 [grid-area:1/1] max-sm:peer-placeholder-shown:block"
      >
        Value or time
      </span>
      <Slash />
    </search>
  );
}

const optionOf = (destination: Destination) => ({
  key: `${destination.as}/${destination.place.stepId}`,
  body: (
    <>
      <span className="w-[118px] shrink-0 text-[12px] text-ink-2">{destination.as}</span>
      <span className="min-w-0 flex-1 truncate">{destination.opens}</span>
    </>
  ),
});

function Slash() {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute top-[7px] right-2.5 rounded border border-line bg-panel px-1.5 text-[11px] leading-4 text-ink-3 peer-focus:hidden max-sm:hidden"
    >
      /
    </span>
  );
}
