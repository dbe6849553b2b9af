"use client";
/** Scrolling to the row of the open event. */
import { useEffect, useEffectEvent, useRef } from "react";
import type { Row } from "@/lib/api/run";

/**
 * Scrolls to the row of the open event, once for each event. When a link is opened, the row may be on
 * a later page of rows.
 * @param reveal gets the row's index among `rows`
 */
export function useReveal(
  rows: readonly Row[],
  eventIdAt: number,
  openEventId: string | null,
  reveal: (index: number) => void,
): void {
  const revealed = useRef<string | null>(null);
  const onReveal = useEffectEvent(reveal);
  useEffect(() => {
    if (openEventId === revealed.current) return;
    revealed.current = null;
    if (openEventId === null || eventIdAt < 0) return;
    const index = rows.findIndex((row) => row[eventIdAt] === openEventId);
    if (index < 0) return;
    revealed.current = openEventId;
    onReveal(index);
  }, [rows, eventIdAt, openEventId]);
}
