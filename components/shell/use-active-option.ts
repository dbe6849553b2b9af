"use client";
import { type KeyboardEvent, useState } from "react";

export type ActiveOption = {
  /** Index of the option that Enter takes; -1 when there is none. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** Arrow keys and Enter over the options of a combobox, whose focus stays in its text field. */
export function useActiveOption(count: number, onTake: (index: number) => void): ActiveOption {
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, count - 1);

  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes a character, its keys are its own.
    if (count === 0 || event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setActive((active + 1) % count);
    else if (event.key === "ArrowUp") setActive((active + count - 1) % count);
    else if (event.key === "Enter") onTake(active);
    else return;
    event.preventDefault();
  };

  return { active, setActive, onKeyDown };
}
