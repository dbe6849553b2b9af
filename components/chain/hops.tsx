"use client";
/** From the first opener to a key, hop by hop. Of a long chain, the hops between are shown on demand. */
import { type ReactNode, useState } from "react";
import { LogValue } from "@/components/ui/log-text";
import { formatCounted, formatMoment } from "@/lib/text/format";
import { parseTime } from "@/queries/scope";
import type { Opening } from "./follow-chain";

/** The hops that fit into 1,024 px: alone, and beside the sessions that the key opened. */
const FITS_ALONE = 3;
const FITS_BESIDE = 2;

const CARD = "min-w-0 truncate rounded-md border bg-panel px-2 py-1 lg:min-w-26";

type HopsProps = {
  readonly accessKeyId: string;
  /** The first opener's call first. */
  readonly openings: readonly Opening[];
  /** Whether sessions that the key opened stand beside it. */
  readonly hasSessions: boolean;
  /** A link to the events of a key. */
  readonly linkTo: (key: string, label: ReactNode) => ReactNode;
};

/** The hops as an ordered list, each with a link to its key's playbook. */
export function Hops({ accessKeyId, openings, hasSessions, linkTo }: HopsProps) {
  const [isWhole, setWhole] = useState(false);
  const fits = hasSessions ? FITS_BESIDE : FITS_ALONE;
  // The button takes the room of a hop.
  const folded = isWhole || openings.length <= fits ? 0 : openings.length - (fits - 1);
  const [first] = openings;
  return (
    <ol
      className={`flex min-w-0 items-center gap-x-2 gap-y-1.5 max-lg:flex-wrap lg:shrink-0 ${isWhole ? "flex-wrap" : ""} ${hasSessions ? "lg:max-w-[60%]" : "max-w-full"}`}
      aria-label="From the first opener to this key"
    >
      {first ? (
        <li className={`${CARD} border-line`} title={first.openerKey ?? undefined}>
          <Actor name={first.actor} />
          {first.openerKey === null ? (
            <span className="text-[11.5px] text-ink-3">no key</span>
          ) : (
            <Key>{linkTo(first.openerKey, first.openerKey)}</Key>
          )}
        </li>
      ) : (
        <li className={`${CARD} border-accent`} aria-current>
          <Actor name="this key" />
          <Key>{accessKeyId}</Key>
        </li>
      )}
      {folded === 0 ? null : (
        <li className="shrink-0 text-ink-3">
          <span aria-hidden="true">→ </span>
          <button
            type="button"
            className="text-accent hover:underline"
            onClick={() => setWhole(true)}
          >
            {formatCounted(folded, "more hop")}
          </button>
        </li>
      )}
      {openings.slice(folded).map((opening) => (
        <li key={opening.key} className="contents">
          <Call time={opening.time} call={opening.call} isBelow />
          <span
            title={opening.key}
            aria-current={opening.key === accessKeyId || undefined}
            className={`${CARD} ${opening.key === accessKeyId ? "border-accent" : "border-line"}`}
          >
            <Actor name={opening.resource ?? opening.call} />
            <Key>{linkTo(opening.key, opening.key)}</Key>
          </span>
        </li>
      ))}
    </ol>
  );
}

export function Key({ children }: { readonly children: ReactNode }) {
  return <span className="font-mono text-[11.5px]">{children}</span>;
}

function Actor({ name }: { readonly name: string }) {
  return (
    <span className="block max-w-56 truncate font-[550]">
      <LogValue value={name} length={60} />
    </span>
  );
}

type CallProps = Pick<Opening, "time" | "call"> & {
  /** The time is below the call. */
  readonly isBelow?: true;
};

/** The call from one to the next, with its time. */
export function Call({ time, call, isBelow }: CallProps) {
  const ms = parseTime(time);
  return (
    <span className="shrink-0 text-[11.5px] text-ink-2">
      <LogValue value={call} length={40} /> <span aria-hidden="true">→</span>{" "}
      <time dateTime={time} className={`text-ink-3 ${isBelow ? "block" : ""}`}>
        {ms === null ? time : formatMoment(ms)}
      </time>
    </span>
  );
}
