"use client";
/** The dialog with the keyboard shortcuts. */
import { Dialog } from "@/components/ui/dialog";

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["/", "Ctrl K"], does: "Go to the search box; ⌘K on a Mac" },
  { keys: ["j", "k"], does: "Next and previous row or finding; the arrow keys too" },
  { keys: ["Enter"], does: "Open the row’s record" },
  { keys: ["Space", "Shift F10"], does: "Open the cell’s menu; a right click does too" },
  { keys: ["[", "]"], does: "Previous and next record" },
  { keys: ["Alt ←", "Alt →"], does: "On a heading: make the column narrower or wider" },
  { keys: ["Esc"], does: "Close the record, menu or dialog; show all findings" },
  { keys: ["f"], does: "Show the facets of a listing, or close them" },
  { keys: ["s"], does: "Show the SQL of the answer" },
  { keys: ["c"], does: "Copy the link to this investigation; on a cell, its value" },
  { keys: ["t"], does: "Switch the theme: system, light, dark" },
  { keys: ["?"], does: "Show this list" },
];

const KEY =
  "rounded border border-line bg-bg px-1.5 font-mono whitespace-nowrap text-[11px] leading-[18px] text-ink-2";

/** The list of keyboard shortcuts, shown while it is mounted. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" className="w-[500px]" onClose={onClose}>
      {() => (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-2">
          {SHORTCUTS.map(({ keys, does }) => (
            <div key={does} className="contents">
              <dt className="flex items-start gap-1">
                {keys.map((key) => (
                  <kbd key={key} className={KEY}>
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd className="text-ink-2">{does}</dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  );
}
