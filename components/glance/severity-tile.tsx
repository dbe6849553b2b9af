/** The findings by severity, as numbers and as a bar. */
import Link from "next/link";
import { formatCount } from "@/lib/text/format";
import type { Severity } from "@/queries/watchlist/rule";
import type { severityNumbers } from "./finding-numbers";

const COLOUR: Readonly<Record<Severity, string>> = {
  high: "bg-error",
  medium: "bg-denied",
  low: "bg-success",
};

/** The part of the whole is the width; a severity that has findings is never invisible. */
const PART = "h-full min-w-[3px]";

type Props = { readonly numbers: ReturnType<typeof severityNumbers> };

/** A tile of the overview: each number leads to its findings. */
export function SeverityTile({ numbers }: Props) {
  return (
    <div className="col-span-2 flex h-[54px] min-w-0 flex-col justify-between rounded-lg border border-line px-2.5 py-1.5">
      <ul aria-label="Findings by severity" className="flex items-baseline gap-x-4 leading-[26px]">
        {numbers.map(({ severity, label, value, href }) => (
          <li key={severity}>
            {value === null ? (
              <span className="text-ink-2">
                {label}{" "}
                <span aria-hidden="true" className="text-[17px] text-ink-3">
                  –
                </span>
                <span className="sr-only">not known</span>
              </span>
            ) : (
              <Link href={href} prefetch={false} className="text-ink-2 hover:text-accent">
                {label}{" "}
                <span
                  className={`text-[17px] ${value === 0 ? "text-ink-3" : "font-semibold text-ink"}`}
                >
                  {formatCount(value)}
                </span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      <div
        aria-hidden="true"
        className="flex h-1.5 gap-px overflow-hidden rounded-full bg-line-soft"
      >
        {numbers.map(({ severity, value }) =>
          value ? (
            <div
              key={severity}
              className={`${PART} ${COLOUR[severity]}`}
              style={{ flexGrow: value }}
            />
          ) : null,
        )}
      </div>
    </div>
  );
}
