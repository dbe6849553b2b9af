"use client";
/** The sessions around a key, in order of time: who opened it, and what it opened. */
import { type ReactNode, useState } from "react";
import { LogValue } from "@/components/ui/log-text";
import { formatBytes, formatCount, formatCounted } from "@/lib/text/format";
import { formatSpan } from "@/lib/text/time-range";
import type { Chain, ChainEnd } from "./follow-chain";
import type { OpenedSession, SessionTree, TreeEnd } from "./follow-sessions";
import { Call, Hops, Key } from "./hops";

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
  "long-lived": "The chain starts at a long-lived key.",
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

const NONE_OPENED = "It opened no session in this time range.";

const moreText = (sessions: number): string =>
  `${formatCount(sessions)} more ${sessions === 1 ? "session" : "sessions"}`;

/** How far a session is set in from its opener. */
const HOP_INDENT_PX = 20;

/** The hops as an ordered list, the first opener first, each with a link to its key's playbook. */
export function SessionChain(props: SessionChainProps) {
  const { accessKeyId, chain, tree, linkTo, allSessions } = props;
  const [most, setMost] = useState(FIRST_SESSIONS);
  const openings = chain.openings.toReversed();
  const shown = tree.sessions.slice(0, most);
  const more = tree.sessions.length - shown.length;
  const under =
    tree.sessions.length === 0 && tree.end === "whole" ? NONE_OPENED : TREE_ENDS[tree.end];
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 lg:min-h-[46px] lg:flex-nowrap">
        <Hops
          key={accessKeyId}
          {...{ accessKeyId, openings, linkTo }}
          hasSessions={shown.length > 0}
        />
        {shown.length === 0 ? null : <Under {...{ shown, linkTo }} />}
      </div>
      <div className="flex flex-wrap gap-x-4 text-[11.5px] text-ink-3 leading-[17px] lg:flex-nowrap">
        <p className="lg:shrink-0">
          <End {...props} /> {under}{" "}
          {more === 0 ? null : most === FIRST_SESSIONS ? (
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => setMost(MOST_SESSIONS)}
            >
              {moreText(more)}
            </button>
          ) : (
            allSessions(moreText(more))
          )}
        </p>
        <Read {...props.read} />
      </div>
    </>
  );
}

type UnderProps = Pick<SessionChainProps, "linkTo"> & { readonly shown: readonly OpenedSession[] };

/** The first sessions that the key opened, each with those that it opened in turn under it. */
function Under({ shown, linkTo }: UnderProps) {
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
    </ul>
  );
}

/** Which calls were read, and what that took. */
function Read({ fromMs, toMs, scans, bytes }: ChainRead) {
  const took =
    scans === 0 ? "from cached events" : `${formatCounted(scans, "scan")}, ${formatBytes(bytes)}`;
  const text = `Calls that opened sessions: ${took}, ${formatSpan({ fromMs, toMs })}`;
  return (
    <p className="min-w-0 lg:ml-auto lg:truncate" title={text}>
      {text}
    </p>
  );
}

/** Why the chain does not go back further. */
function End({ accessKeyId, chain, askFor }: SessionChainProps) {
  if (chain.end === "long-lived" && chain.openings.length === 0) return null;
  const last = chain.openings.at(-1)?.openerKey ?? accessKeyId;
  return (
    <span>
      {ENDS[chain.end]} {chain.end === "scan" || chain.end === "limit" ? askFor(last) : null}
    </span>
  );
}
