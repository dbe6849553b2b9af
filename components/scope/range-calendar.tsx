"use client";
/** The calendar of the time range editor. */
import { useState } from "react";
import { type ClassNames, type DateRange, DayPicker } from "react-day-picker";
import { DAY_MS, parseTime } from "@/queries/scope";
import { type Window, windowDays } from "./windows";

type Props = {
  readonly window: Window;
  /** The first and last day with data; others are dimmed, not disabled. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Midnights, UTC, of the first and the last day chosen. */
  readonly onChange: (firstMs: number, lastMs: number) => void;
};

const NAV_BUTTON =
  "flex size-7 items-center justify-center rounded-md text-ink-2 hover:bg-line-soft hover:text-ink aria-disabled:opacity-40";

const CLASSES: Partial<ClassNames> = {
  root: "relative",
  months: "flex gap-5",
  month: "flex-1",
  month_caption: "flex h-7 items-center justify-center font-[550]",
  nav: "absolute inset-x-0 top-0 flex justify-between",
  button_previous: NAV_BUTTON,
  button_next: NAV_BUTTON,
  chevron: "size-3.5 fill-current",
  month_grid: "w-full border-collapse",
  weekday: "h-7 text-center text-[11px] font-normal text-ink-3",
  day: "p-0 text-center",
  day_button: "h-7 w-full rounded-md text-[12px] hover:bg-line-soft",
  range_start: "rounded-l-md bg-accent-soft [&>button]:bg-accent [&>button]:text-accent-ink",
  range_end: "rounded-r-md bg-accent-soft [&>button]:bg-accent [&>button]:text-accent-ink",
  range_middle: "bg-accent-soft text-accent",
  hidden: "invisible",
};

const midnight = (date: Date): number => Math.floor(date.getTime() / DAY_MS) * DAY_MS;

/** A range of UTC days over two months. The first click starts a range and the second ends it. */
export function RangeCalendar({ window, firstDay, lastDay, onChange }: Props) {
  const [startMs, setStartMs] = useState<number | null>(null);
  const [first, last] = windowDays(window);
  const selected: DateRange =
    startMs === null
      ? { from: new Date(first), to: new Date(last) }
      : { from: new Date(startMs), to: new Date(startMs) };
  const [dataFrom, dataTo] = [parseTime(firstDay ?? ""), parseTime(lastDay ?? "")];

  const onDay = (clicked: number): void => {
    if (startMs === null) {
      setStartMs(clicked);
      onChange(clicked, clicked);
    } else {
      setStartMs(null);
      onChange(Math.min(startMs, clicked), Math.max(startMs, clicked));
    }
  };

  return (
    <DayPicker
      mode="range"
      timeZone="UTC"
      // The browser's today is in its own time zone, so it is not marked here.
      today={new Date(dataTo ?? last)}
      weekStartsOn={1}
      numberOfMonths={2}
      fixedWeeks
      defaultMonth={new Date(Math.min(first, last - 28 * DAY_MS))}
      selected={selected}
      onSelect={(_range, clicked) => onDay(midnight(clicked))}
      modifiers={{
        empty: (day) =>
          (dataFrom !== null && midnight(day) < dataFrom) ||
          (dataTo !== null && midnight(day) > dataTo),
      }}
      modifiersClassNames={{ empty: "text-ink-3 italic" }}
      classNames={CLASSES}
    />
  );
}
