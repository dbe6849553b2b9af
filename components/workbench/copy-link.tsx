"use client";
/** The button that copies the link. */
import { Button } from "@/components/ui/button";
import { CopyLabel } from "@/components/ui/copy-label";
import { useCopy } from "@/components/ui/use-copy";
import { useHotkey } from "@/components/ui/use-hotkey";

/** Copies the address: it is the whole investigation. */
export function CopyLink() {
  const [state, copy] = useCopy();
  const copyAddress = () => copy(window.location.href);
  useHotkey("c", copyAddress);
  return (
    <Button
      // On a phone it is in the line of the accounts and regions.
      className="max-sm:-order-1"
      onClick={copyAddress}
      title={state === "failed" ? "Copy it from the address bar" : undefined}
    >
      <CopyLabel state={state} label="Copy link" />
    </Button>
  );
}
