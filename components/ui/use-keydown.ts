"use client";
/** Every key that is pressed on the page. */
import { useEffect, useEffectEvent } from "react";

/** Calls the latest `onKey` for each key that is pressed. */
export function useKeydown(onKey: (event: KeyboardEvent) => void): void {
  const latest = useEffectEvent(onKey);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => latest(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
