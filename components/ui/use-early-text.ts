"use client";
/** Text that was typed before the page's code arrived. */
import { type RefObject, useEffect, useEffectEvent } from "react";

/**
 * Adopts what the user typed into the server's page before React took it over. Otherwise the field
 * shows that text, the state does not have it, and the next render clears it.
 */
export function useEarlyText(
  field: RefObject<HTMLInputElement | null>,
  text: string,
  onText: (text: string) => void,
): void {
  const adopt = useEffectEvent(() => {
    const typed = field.current?.value ?? text;
    if (typed !== text) onText(typed);
  });
  useEffect(() => adopt(), []);
}
