"use client";
/** The state of a cell menu: closed, or open at a cell. */
import { type ReactNode, useRef, useState } from "react";
import { CellMenu, type CellMenuActions, type OpenMenu } from "./cell-menu";

/** How to open the menu of a value, and the menu while it is open. */
export function useCellMenu(
  actions: CellMenuActions,
): readonly [open: (menu: OpenMenu) => void, menu: ReactNode] {
  const [opened, setOpened] = useState<{ readonly menu: OpenMenu; readonly id: number } | null>(
    null,
  );
  const openings = useRef(0);
  const open = (menu: OpenMenu): void => {
    openings.current += 1;
    setOpened({ menu, id: openings.current });
  };
  const element = opened && (
    <CellMenu
      // Each opening is a new menu: the last one may still be closing.
      key={opened.id}
      {...opened.menu}
      onClose={() => setOpened((now) => (now?.id === opened.id ? null : now))}
      onPivot={actions.onPivot}
      onFilter={actions.onFilter}
    />
  );
  return [open, element];
}
