"use client";
import { type KeyboardEvent, useState } from "react";

export type ActiveOption = {
  /** Index of the option that Enter takes; -1 when there is none. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

const KEYS = ["ArrowDown", "ArrowUp", "Enter"];

/** Arrow keys and Enter over the options of a combobox, whose focus stays in its text field. */
export function useActiveOption(count: number, onTake: (index: number) => void): ActiveOption {
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, count - 1);

  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes a character, its keys are its own.
    if (event.nativeEvent.isComposing || !KEYS.includes(event.key)) return;
    // Also without options: Enter must not send a form that is around the combobox.
    event.preventDefault();
    if (count === 0) return;
    if (event.key === "ArrowDown") setActive((active + 1) % count);
    else if (event.key === "ArrowUp") setActive((active + count - 1) % count);
    else onTake(active);
  };

  return { active, setActive, onKeyDown };
}
