"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Row } from "@/lib/api/run";

/**
 * Brings the row of the open event into sight, once for each event. Of a link that is opened, it may
 * come with a later page of rows than the first.
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
