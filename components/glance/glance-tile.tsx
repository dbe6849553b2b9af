/** A number of the overview, which leads to the step that lists it. */
import Link from "next/link";
import { formatCount } from "@/lib/text/format";
import type { GlanceNumber } from "./glance-number";

const FRAME = "flex h-[54px] min-w-0 flex-col rounded-lg border border-line px-2.5 py-1.5";
const LABEL = "truncate text-[11.5px] text-ink-2";

/** A dash keeps the place of a number that is not known. */
function Value({ value, unit }: Pick<GlanceNumber, "value" | "unit">) {
  if (value === null)
    return (
      <span className="text-[17px] text-ink-3 leading-[22px]">
        <span aria-hidden="true">–</span>
        <span className="sr-only">not known</span>
      </span>
    );
  return (
    <span className={`text-[17px] leading-[22px] ${value === 0 ? "text-ink-3" : "font-semibold"}`}>
      {formatCount(value)}{" "}
      {unit === "" ? null : <span className="font-normal text-[11.5px] text-ink-3">{unit}</span>}
    </span>
  );
}

/** A tile of the overview. */
export function GlanceTile({ number }: { readonly number: GlanceNumber }) {
  const { label, value, unit, href, hint } = number;
  const content = (
    <>
      <span className={LABEL} title={hint ?? label}>
        {label}
      </span>{" "}
      <Value value={value} unit={unit} />
    </>
  );
  return value === null ? (
    <div className={FRAME}>{content}</div>
  ) : (
    <Link href={href} prefetch={false} title={hint} className={`${FRAME} hover:border-accent`}>
      {content}
    </Link>
  );
}
