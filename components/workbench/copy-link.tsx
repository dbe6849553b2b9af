"use client";
import { CopyLabel } from "@/components/ui/copy-label";
import { QUIET_BUTTON } from "@/components/ui/styles";
import { useCopy } from "@/components/ui/use-copy";
import { useHotkey } from "@/components/ui/use-hotkey";

/** Copies the address: it is the whole investigation. */
export function CopyLink() {
  const [state, copy] = useCopy();
  const copyAddress = () => copy(window.location.href);
  useHotkey("c", copyAddress);
  return (
    <button
      type="button"
      onClick={copyAddress}
      title={state === "failed" ? "Copy it from the address bar" : undefined}
      className={QUIET_BUTTON}
    >
      <CopyLabel state={state} label="Copy link" />
    </button>
  );
}
