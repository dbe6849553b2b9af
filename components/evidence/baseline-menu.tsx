"use client";
/** The menu of the baseline's length. */
import { Popover } from "@/components/ui/popover";

/** Days before the time range to compare with; 0 is none. */
const CHOICES: readonly (readonly [days: number, label: string])[] = [
  [7, "7 days before"],
  [30, "30 days before"],
  [90, "90 days before"],
  [0, "Do not compare"],
];

type Props = {
  readonly days: number;
  readonly onDays: (days: number) => void;
};

const shortText = (days: number): string => (days === 0 ? "Not compared" : `${days} days before`);

/** Chooses the days that the time range is compared with. */
export function BaselineMenu({ days, onDays }: Props) {
  return (
    <Popover
      label="Compare with"
      align="end"
      trigger={
        <>
          <span className="sr-only">Compared with: </span>
          {shortText(days)} <span aria-hidden="true">▾</span>
        </>
      }
      triggerClass="shrink-0 rounded-md px-1.5 text-[11.5px] text-ink-2 leading-[20px] hover:bg-line-soft"
      panelClass="p-1.5"
    >
      {(close) =>
        CHOICES.map(([choice, label]) => (
          <button
            key={choice}
            type="button"
            aria-pressed={choice === days}
            onClick={() => {
              close();
              if (choice !== days) onDays(choice);
            }}
            className={`block w-full rounded-md px-2.5 py-[5px] text-left text-[12.5px] hover:bg-accent-soft ${choice === days ? "font-[550] text-accent" : ""}`}
          >
            {label}
          </button>
        ))
      }
    </Popover>
  );
}
