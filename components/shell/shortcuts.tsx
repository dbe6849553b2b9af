"use client";
/** The button and key that open the keyboard shortcuts. */
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { loadCode } from "@/components/ui/load-code";
import { useHotkey } from "@/components/ui/use-hotkey";

const ShortcutsDialog = dynamic(() =>
  loadCode(() => import("./shortcuts-dialog")).then((module) => module.ShortcutsDialog),
);

/** Opens the list of keyboard shortcuts; so does the key `?`. */
export function Shortcuts() {
  const [shown, setShown] = useState(false);
  useHotkey("?", () => setShown(true));
  return (
    <>
      <Button
        look="icon"
        aria-label="Keyboard shortcuts"
        aria-haspopup="dialog"
        title="Keyboard shortcuts (?)"
        onClick={() => setShown(true)}
      >
        <span aria-hidden="true">?</span>
      </Button>
      {shown ? <ShortcutsDialog onClose={() => setShown(false)} /> : null}
    </>
  );
}
