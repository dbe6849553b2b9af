"use client";
import dynamic from "next/dynamic";
import { useCallback, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Box } from "@/components/ui/place-popover";
import type { ColumnChoice } from "./column-list";

const ColumnList = dynamic(() => import("./column-list").then((module) => module.ColumnList), {
  ssr: false,
});

/** Which columns the table shows. */
export function ColumnsPopover(props: ColumnChoice) {
  const [anchor, setAnchor] = useState<Box | null>(null);
  const wasOpen = useRef(false);
  const close = useCallback(() => setAnchor(null), []);
  const count = props.columns.length - props.shown.length;
  return (
    <>
      <Button
        aria-expanded={anchor !== null}
        // The press dismisses an open popover by itself; the click after it must not open it again.
        onPointerDown={() => {
          wasOpen.current = anchor !== null;
        }}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setAnchor(wasOpen.current ? null : box);
          wasOpen.current = false;
        }}
      >
        Columns
        {count > 0 && <span className="text-ink-3 max-sm:sr-only">{count} hidden</span>}
      </Button>
      {anchor && <ColumnList {...props} anchor={anchor} onClose={close} />}
    </>
  );
}
