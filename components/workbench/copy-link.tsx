"use client";
import { useState } from "react";
import { useHotkey } from "@/components/shell/use-hotkey";

const SHOWN_MS = 1_500;

/** Copies the address: it is the whole investigation. */
export function CopyLink() {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
    setTimeout(() => setOutcome(null), SHOWN_MS);
  };
  useHotkey("c", () => void copy());
  const label =
    outcome === "copied"
      ? "Copied"
      : outcome === "refused"
        ? "Copy it from the address bar"
        : "Copy link";
  return (
    <button
      type="button"
      onClick={copy}
      className="h-[30px] rounded-[7px] border border-line bg-panel px-3 hover:bg-line-soft"
    >
      <span aria-live="polite">{label}</span>
    </button>
  );
}
