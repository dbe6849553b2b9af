"use client";
/** The sessions around a key, in order of time: who opened it, and what it opened. */
import { type ReactNode, useState } from "react";
import { LogValue } from "@/components/ui/log-text";
import { formatBytes, formatCount, formatCounted, formatMoment } from "@/lib/text/format";
import { formatSpan } from "@/lib/text/time-range";
import { parseTime } from "@/queries/scope";
import type { Chain, ChainEnd, Opening } from "./follow-chain";
import type { SessionTree, TreeEnd } from "./follow-sessions";

/** The sessions under the key that have room beside its openers. */
const FIRST_SESSIONS = 2;
/** The sessions under the key that are shown on demand; the step lists all that it opened. */
const MOST_SESSIONS = 8;

/** Why the sessions under the key do not go on. */
const TREE_ENDS: Readonly<Record<TreeEnd, string | null>> = {
  whole: null,
  scan: "What these sessions opened is not among the fetched events.",
  failed: "What these sessions opened could not be read.",
  limit: "Further sessions are not followed.",
};

const ENDS: Readonly<Record<ChainEnd, string>> = {
  "long-lived": "Long-lived key: the chain starts here.",
  "no-key": "Its opener has no key in these logs: a service, or a sign-in from outside.",
  missing: "No call in these logs returned this key.",
  scan: "Who opened this session is not among the fetched events.",
  failed: "Who opened this session could not be read.",
  cycle: "This key is in the chain already.",
  limit: "Earlier hops are not shown.",
};

/** What was read to follow a key. */
export type ChainRead = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Scans that were started for it, and the bytes that they read. */
  readonly scans: number;
  readonly bytes: number;
};

export type SessionChainProps = {
  /** The key looked at. */
  readonly accessKeyId: string;
  readonly chain: Chain;
  readonly tree: SessionTree;
  readonly read: ChainRead;
  /** A link to the events of a key. */
  readonly linkTo: (key: string, label: ReactNode) => ReactNode;
  /** A link to the step that asks who opened a key's session. */
  readonly askFor: (key: string) => ReactNode;
  /** A link to the step that lists all sessions. */
  readonly allSessions: (label: ReactNode) => ReactNode;
};

/** How far a session is set in from its opener. */
const HOP_INDENT_PX = 20;

const CARD = "min-w-0 rounded-md border bg-panel px-2 py-1";

/** The hops as an ordered list, the first opener first, each with a link to its key's playbook. */
export function SessionChain(props: SessionChainProps) {
  const { accessKeyId, chain, linkTo } = props;
  const openings = chain.openings.toReversed();
  const [first] = openings;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <ol className="contents" aria-label="From the first opener to this key">
        {first ? (
          <li className={`${CARD} border-line`} title={ENDS[chain.end]}>
            <Actor name={first.actor} />
            {first.openerKey === null ? (
              <Note>no key</Note>
            ) : (
              <Key>{linkTo(first.openerKey, first.openerKey)}</Key>
            )}
            {chain.end === "long-lived" ? <Note> · {ENDS[chain.end]}</Note> : null}
          </li>
        ) : null}
        {openings.map((opening) => (
          <li key={opening.key} className="contents">
            <Call time={opening.time} call={opening.call} isBelow />
            <span
              aria-current={opening.key === accessKeyId || undefined}
              className={`${CARD} ${opening.key === accessKeyId ? "border-accent" : "border-line"}`}
            >
              <Actor name={opening.resource ?? opening.call} />
              <Key>{linkTo(opening.key, opening.key)}</Key>
            </span>
          </li>
        ))}
        {first ? null : (
          <li className={`${CARD} border-accent`} aria-current>
            <Actor name="this key" />
            <Key>{accessKeyId}</Key>
          </li>
        )}
      </ol>
      <End {...props} />
      <Under {...props} />
      <Read {...props.read} />
    </div>
  );
}

/** The sessions that the key opened, each with those that it opened in turn under it. */
function Under({ tree: { sessions, end }, linkTo, allSessions }: SessionChainProps) {
  const [most, setMost] = useState(FIRST_SESSIONS);
  if (sessions.length === 0)
    return (
      <Note>{end === "whole" ? "It opened no session in this time range." : TREE_ENDS[end]}</Note>
    );
  const shown = sessions.slice(0, most);
  const more = `${formatCount(sessions.length - shown.length)} more`;
  return (
    <ul className="flex min-w-0 flex-col" aria-label="Sessions that this key opened">
      {shown.map(({ hop, key, openerKey, time, call, resource }) => (
        <li
          key={`${openerKey} ${time} ${key ?? resource}`}
          className="flex items-baseline gap-x-2 leading-[17px]"
          style={{ paddingLeft: (hop - 1) * HOP_INDENT_PX }}
        >
          <Call time={time} call={call} />
          <span className="truncate">
            <LogValue value={resource ?? call} length={60} />{" "}
            {key === null ? null : <Key>{linkTo(key, key)}</Key>}
          </span>
        </li>
      ))}
      {sessions.length === shown.length ? null : (
        <li className="leading-[17px]">
          {most === FIRST_SESSIONS ? (
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => setMost(MOST_SESSIONS)}
            >
              {more}
            </button>
          ) : (
            allSessions(more)
          )}
        </li>
      )}
      {TREE_ENDS[end] === null ? null : (
        <li className="leading-[17px]">
          <Note>{TREE_ENDS[end]}</Note>
        </li>
      )}
    </ul>
  );
}

/** Which calls were read, and what that took. */
function Read({ fromMs, toMs, scans, bytes }: ChainRead) {
  const took =
    scans === 0 ? "from cached events" : `${formatCounted(scans, "scan")}, ${formatBytes(bytes)}`;
  return (
    <p className="ml-auto text-right text-[11.5px] text-ink-3 leading-tight">
      Calls that opened sessions: {took}
      <span className="block">{formatSpan({ fromMs, toMs })}</span>
    </p>
  );
}

/** Why the chain does not go back further, where a person may want to know. */
function End({ accessKeyId, chain, askFor }: SessionChainProps) {
  // The first opener's own box says where a whole chain starts.
  if (chain.end === "long-lived") return null;
  const last = chain.openings.at(-1)?.openerKey ?? accessKeyId;
  return (
    <Note>
      {ENDS[chain.end]} {chain.end === "scan" || chain.end === "limit" ? askFor(last) : null}
    </Note>
  );
}

const Note = ({ children }: { readonly children: ReactNode }) => (
  <span className="text-[11.5px] text-ink-3">{children}</span>
);

const Key = ({ children }: { readonly children: ReactNode }) => (
  <span className="font-mono text-[11.5px]">{children}</span>
);

function Actor({ name }: { readonly name: string }) {
  return (
    <span className="block max-w-56 truncate font-[550]">
      <LogValue value={name} length={60} />
    </span>
  );
}

/** The call from one to the next, with its time. */
function Call({ time, call, isBelow }: CallProps) {
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

type CallProps = Pick<Opening, "time" | "call"> & {
  /** The time is below the call. */
  readonly isBelow?: true;
};
