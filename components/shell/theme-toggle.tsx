"use client";
/** The switch between light and dark. */
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { LineIcon } from "@/components/ui/line-icon";
import { useHotkey } from "@/components/ui/use-hotkey";
import { nextTheme, readTheme, type Theme, themeCookie } from "./theme";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The attribute on <html> is the source of truth: the server writes it, the style sheet reads it. */
const current = (): Theme => readTheme(document.documentElement.dataset.theme);

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent on plain http.
  document.cookie = themeCookie(theme);
  for (const listener of listeners) listener();
}

const ICONS: Record<Theme, string> = {
  light:
    "M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1M8 5a3 3 0 100 6 3 3 0 000-6z",
  dark: "M13.5 9.6A5.8 5.8 0 016.4 2.5a5.8 5.8 0 107.1 7.1z",
  system: "M2 3h12v8H2zM5.5 14h5M8 11v3",
};

/** Switches between the system's theme, light and dark; so does the key `t`. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(subscribe, current, (): Theme => "system");
  const next = nextTheme(theme);
  useHotkey("t", () => choose(nextTheme(current())));
  return (
    <Button
      look="icon"
      aria-label={`Theme: ${theme}. Switch to ${next}.`}
      title={`Theme: ${theme} (t)`}
      onClick={() => choose(next)}
    >
      <LineIcon path={ICONS[theme]} />
    </Button>
  );
}
