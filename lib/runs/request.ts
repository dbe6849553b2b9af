/** A request from outside: its shape, how much it may carry, and the link that it holds. */
import * as z from "zod";
import type { RunMode, StepRequest } from "@/lib/api/answers";
import { oneScope } from "@/lib/investigation/default-range";
import { type Investigation, parseInvestigation } from "@/lib/investigation/investigation";
import { fail, type Result, succeed } from "@/lib/result";
import { formatCount } from "@/lib/text/format";
import { columnsWith } from "@/queries/added-columns";
import { findStep } from "@/queries/index";
import { isOfFindings } from "@/queries/query";
import type { StepQuery } from "./prepare";

/** More accounts than an organization has by default, which Athena's longest statement still holds. */
const MAX_ACCOUNTS = 10_000;
const MAX_REGIONS = 200;
const MAX_FILTERS = 200;
const MAX_INPUTS = 200;
const MAX_COLUMNS = 200;
/** The longest value or filter. */
export const MAX_TEXT_CHARACTERS = 40_000;
/** Next refuses longer requests before they come here. */
const MAX_LINK_CHARACTERS = 1_000_000;

const UNREADABLE = "The request could not be read.";

const atMost = (most: number, what: string) =>
  `The request names more than ${formatCount(most)} ${what}, the most that one may.`;
const notLonger = (most: number) =>
  `A value in the request is longer than ${formatCount(most)} characters.`;

/** Refuses a longer filter. */
export const shorterFilter = `A filter is longer than ${formatCount(MAX_TEXT_CHARACTERS)} characters: name fewer values, or what they share, such as the actor of several sessions.`;

/** A list of texts with a limit, each with its own. */
const texts = (most: number, what: string, tooLong = notLonger(MAX_TEXT_CHARACTERS)) =>
  z.array(z.string().max(MAX_TEXT_CHARACTERS, tooLong)).max(most, atMost(most, what));

/** The id of a browser tab. */
export const Subscriber = z.string().regex(/^[\w-]{1,64}$/);
/** The id of a run: of an engine, or of an answer over a slice's run. */
export const RunId = z.string().regex(/^[\w.-]{1,120}$/);

export const Link = z.string().max(MAX_LINK_CHARACTERS, notLonger(MAX_LINK_CHARACTERS));

const Request: z.ZodType<StepRequest> = z.object({
  link: Link,
  wants: z.enum(["rows", "count", "activity", "facets", "profile", "baseline", "firsts"]),
  mode: z.union([z.enum(["open", "fresh", "cached-only"]), z.object({ retryOf: RunId })]),
  confirmed: z.boolean(),
});

/** The lists of a link. */
const Lists = z.object({
  accounts: texts(MAX_ACCOUNTS, "accounts"),
  regions: texts(MAX_REGIONS, "regions"),
  filters: texts(MAX_FILTERS, "filters", shorterFilter),
  inputs: texts(MAX_INPUTS, "inputs"),
  columns: texts(MAX_COLUMNS, "columns"),
});

/** Reads a value from outside; fails with the sentence of the first limit that it exceeds. */
export function readWithin<T>(shape: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return succeed(parsed.data);
  const limit = parsed.error.issues.find(({ code }) => code === "too_big" || code === "custom");
  return fail("bad-input", limit?.message ?? UNREADABLE);
}

/** A request for a step that has been read. */
export type RunRequest = StepQuery & {
  readonly mode: RunMode;
  readonly confirmed: boolean;
  /** The first rows come with the answer, where they are there. */
  readonly withRows: boolean;
  /** The run that the link names. */
  readonly linkedRunId: string | null;
};

const LINK = /^\/playbooks\/([^/?]*)\?(.*)$/s;

/** A request names its time range, so there is nothing to fall back on. */
const NO_SCOPES = oneScope({ accounts: [], regions: [], fromMs: 0, toMs: 0 });

/** Reads the link of a request; one with a part that cannot be read is refused. */
export function readLink(link: string): Result<Investigation> {
  const [, playbookId = "", search = ""] = LINK.exec(link) ?? [];
  const params = new URLSearchParams(search);
  const lists = readWithin(Lists, {
    accounts: params.getAll("account"),
    regions: params.getAll("region"),
    filters: params.getAll("filter"),
    inputs: [...params].flatMap(([name, value]) => (name.startsWith("in.") ? [value] : [])),
    columns: params.getAll("columns").flatMap((names) => names.split(",")),
  });
  if (!lists.ok) return lists;
  if (!params.has("from") || !params.has("to"))
    return fail("bad-input", "The request names no time range.");
  const reading = parseInvestigation(playbookId, params, NO_SCOPES);
  if (!reading) return fail("not-found", `There is no playbook “${playbookId}”.`);
  const [problem] = reading.problems;
  if (problem !== undefined) return fail("bad-input", problem);
  return succeed(reading.investigation);
}

/** The columns of a listing or of findings on the page; null for other answers, whose columns are their own. */
function listingColumns({ playbookId, stepId, columns }: Investigation): readonly string[] | null {
  const answer = findStep(`${playbookId}/${stepId}`)?.step.answer;
  return answer && (answer.kind === "events" || isOfFindings(answer))
    ? columnsWith(answer, columns)
    : null;
}

/** Reads a request from outside; fails where it has another shape, or is over a limit. */
export function readRequest(value: unknown): Result<RunRequest> {
  const read = readWithin(Request, value);
  if (!read.ok) return read;
  const { link, wants, mode, confirmed } = read.value;
  const place = readLink(link);
  if (!place.ok) return place;
  const counts = wants === "rows" || wants === "count" ? null : wants;
  return succeed({
    place: place.value,
    columns: counts === null ? listingColumns(place.value) : null,
    counts,
    mode,
    confirmed,
    withRows: wants !== "count",
    linkedRunId: place.value.runId,
  });
}
