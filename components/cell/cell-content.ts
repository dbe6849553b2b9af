/** The content of a cell: its short text, its full text, and its tone. */
import type { AccountNames } from "@/lib/api/answers";
import type { Cell, Row } from "@/lib/api/run";
import { accountText } from "@/lib/text/account-text";
import { formatCount, formatMoment } from "@/lib/text/format";
import { shorten, shortenMiddle, spacesText, visibleText } from "@/lib/text/visible-text";
import { policyName } from "@/queries/left-behind/policy-name";
import { mfaOf } from "@/queries/mfa";
import { isOutcome, outcomeOfCode } from "@/queries/outcome";
import { parseTime } from "@/queries/scope";
import { isAllDenied } from "@/queries/signals/all-denied";
import { kindOfColumn } from "./column-heading";
import { readSeen, seenText } from "./seen";

export type CellContent = {
  readonly text: string;
  /** The whole value, for the title; invisible characters as escapes. */
  readonly title: string;
  /** Classes of the text's colour. */
  readonly tone: string;
};

/** Longer than any column: an 8 KiB user agent must not be laid out only to be cut. */
const LONGEST_START = 120;
const LONGEST_END = 79;
const LONGEST_TITLE = 1000;

const TONES = {
  success: "text-ink-3",
  denied: "text-denied-ink font-medium",
  error: "text-error-ink font-medium",
} as const;

const SERVICE = /^([a-z0-9.-]+)\.amazonaws\.com(?:\.cn)?$/;

const CALLER_ARN = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(.+)$/;

const cut = (value: string): string => shortenMiddle(value, LONGEST_START, LONGEST_END);

/** The name in an ARN, without what the row's account says again; an account other than the row's is kept. */
function shortArn(arn: string, account: Cell): string {
  const [, own, name] = CALLER_ARN.exec(arn) ?? [];
  if (account === null || own === undefined || name === undefined) return cut(arn);
  return cut(own === String(account) ? name : `${own}:${name}`);
}

function shortText(column: string, value: string, facts: RowFacts): string {
  const { account, accountNames, arn } = facts;
  const kind = kindOfColumn(column);
  if (column === "detail") return cut(policyName(value));
  // A key's id says what it is, and a narrow column has room for it alone.
  if (column === "resource") return cut(value.replace(/^access-key\//, ""));
  if (column === "mfaauthenticated" && arn) {
    const mfa = mfaOf(value, String(arn));
    return mfa === "not recorded" ? mfa : value;
  }
  if (kind === "account") return cut(accountText(value, accountNames));
  if (kind === "eventSource") return SERVICE.exec(value)?.[1] ?? cut(value);
  if (kind === "arn" || kind === "roleArn") return shortArn(value, account);
  if (kind !== "time") return cut(value);
  const ms = parseTime(value);
  return ms === null ? cut(value) : formatMoment(ms);
}

/**
 * The name of what a cell holds, where it is an id; null where the cell says it itself. Where there is
 * a longer one, it is for the title.
 */
export type WordsOf = (column: string, cell: Cell, isForTitle?: boolean) => string | null;

/** What a cell's text depends on besides its own value, null where the row does not have it. */
export type RowFacts = {
  readonly outcome: Cell;
  readonly account: Cell;
  /** The caller's ARN. */
  readonly arn?: Cell;
  /** All events that the row counts were denied. */
  readonly isAllDenied?: boolean;
  readonly accountNames: AccountNames;
  readonly wordsOf?: WordsOf | undefined;
};

const NO_NAMES: AccountNames = {};
const NO_FACTS: RowFacts = { outcome: null, account: null, accountNames: NO_NAMES };

/** Reads the facts of rows with these columns. */
export function rowFacts(
  columns: readonly string[],
  accountNames: AccountNames = NO_NAMES,
  wordsOf?: WordsOf,
): (row: Row | undefined) => RowFacts {
  const places = ["outcome", "recipientaccountid", "arn", "total", "deniedevents"];
  const [outcomeAt = -1, accountAt = -1, arnAt = -1, totalAt = -1, deniedAt = -1] = places.map(
    (name) => columns.indexOf(name),
  );
  return (row) => ({
    outcome: row?.[outcomeAt] ?? null,
    account: row?.[accountAt] ?? null,
    arn: row?.[arnAt] ?? null,
    isAllDenied: isAllDenied({
      total: Number(row?.[totalAt] ?? 0),
      denied: Number(row?.[deniedAt] ?? 0),
    }),
    accountNames,
    wordsOf,
  });
}

/** How the call ended: its error code, or what stands for it where it has none. */
function outcomeContent(code: Cell, known: Cell): CellContent {
  const outcome = isOutcome(known) ? known : outcomeOfCode(code);
  const tone = TONES[outcome];
  if (code !== null && code !== "") {
    const text = String(code);
    return { text: cut(text), title: visibleText(shorten(text, LONGEST_TITLE)), tone };
  }
  return outcome === "success"
    ? { text: outcome, title: "", tone }
    : { text: "failed", title: "It failed without an error code; its record says why.", tone };
}

/** Of a thing that was made and not removed, in place of the time of its removal. */
const STILL_THERE: CellContent = {
  text: "still there",
  title: "No call in these logs removed it.",
  tone: "text-denied-ink font-medium",
};

/** Of a row whose events were all denied: how many. */
function allDeniedContent(cell: Cell): CellContent {
  return {
    text: `all ${formatCount(Number(cell))}`,
    title: "All of these events were denied.",
    tone: TONES.denied,
  };
}

/** A lane is drawn; its words are its title. */
function laneContent(cell: Cell): CellContent {
  const seen = readSeen(String(cell ?? ""));
  return { text: "", title: seen ? seenText(seen) : "", tone: "" };
}

/** A cell's content, by its column and the facts of its row. */
export function cellContent(column: string, cell: Cell, facts: RowFacts = NO_FACTS): CellContent {
  if (column === "errorcode") return outcomeContent(cell, facts.outcome);
  if (column === "lane") return laneContent(cell);
  if (column === "deniedevents" && facts.isAllDenied) return allDeniedContent(cell);
  if (column === "removedtime" && cell === null) return STILL_THERE;
  if (cell === null) return { text: "–", title: "none", tone: "text-ink-3" };
  if (cell === "") return { text: "empty", title: "empty text", tone: "text-ink-3 italic" };
  const spaces = spacesText(String(cell));
  if (spaces !== null) return { text: spaces, title: "", tone: "text-ink-3 italic" };
  if (typeof cell === "number" || kindOfColumn(column) === "count") {
    const number = Number(cell);
    const text = Number.isFinite(number) ? formatCount(number) : visibleText(String(cell));
    return { text, title: "", tone: "" };
  }
  const words = facts.wordsOf?.(column, cell) ?? null;
  const whole = visibleText(shorten(cell, LONGEST_TITLE));
  return {
    text: words ?? shortText(column, cell, facts),
    title:
      words === null || words === cell
        ? whole
        : `${facts.wordsOf?.(column, cell, true)} (${whole})`,
    tone: column === "outcome" && isOutcome(cell) ? TONES[cell] : "",
  };
}
