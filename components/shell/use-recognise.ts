"use client";
/** What the text in the search box could be. */
import { useCallback, useMemo, useState } from "react";
import { loadCode } from "@/components/ui/load-code";
import type { Scope } from "@/queries/scope";
import type { Recognition } from "./recognise";

type Recognise = (text: string, scope: Scope) => Recognition;

const NOTHING: Recognition = { destinations: [], problem: null };

/**
 * What a text could be. The recogniser is loaded when the box is first used: most visits to a page
 * come from a link and never need it.
 */
export function useRecognise(
  text: string,
  scope: Scope,
): Recognition & { readonly isReady: boolean; readonly load: () => void } {
  const [recognise, setRecognise] = useState<Recognise | null>(null);
  const load = useCallback(() => {
    loadCode(() => import("./recognise")).then(
      (module) => setRecognise(() => module.recognise),
      // The box still takes text, and loads it again when it next has the focus.
      () => undefined,
    );
  }, []);
  const found = useMemo(() => recognise?.(text, scope) ?? NOTHING, [recognise, text, scope]);
  return { ...found, isReady: recognise !== null, load };
}
