/** How much a request may carry. Whatever is over a limit is refused with a sentence. */
import * as z from "zod";
import { fail, type Result, succeed } from "@/lib/result";
import { formatCount } from "@/lib/text/format";

/** More accounts than an organization has by default, which Athena's longest statement still holds. */
const MAX_ACCOUNTS = 10_000;
const MAX_REGIONS = 200;
const MAX_FILTERS = 200;
const MAX_INPUTS = 200;
const MAX_COLUMNS = 200;
const MAX_TEXT_CHARACTERS = 40_000;

const UNREADABLE = "The request could not be read.";

const atMost = (most: number, what: string) =>
  `The request names more than ${formatCount(most)} ${what}, the most that one may.`;

/** One value of a request. */
export const Text = z
  .string()
  .max(
    MAX_TEXT_CHARACTERS,
    `A value of the request is longer than ${formatCount(MAX_TEXT_CHARACTERS)} characters, the most that one may have.`,
  );

/** A list of texts with a limit. */
const names = (most: number, what: string) => z.array(Text).max(most, atMost(most, what));

export const Accounts = names(MAX_ACCOUNTS, "accounts");
export const Regions = names(MAX_REGIONS, "regions");
export const Filters = names(MAX_FILTERS, "filters");
export const Columns = names(MAX_COLUMNS, "columns").min(1);
export const Inputs = z
  .record(z.string().max(100), Text)
  .refine((inputs) => Object.keys(inputs).length <= MAX_INPUTS, atMost(MAX_INPUTS, "inputs"));

/** What a browser tab calls itself. */
export const Viewer = z.string().regex(/^[\w-]{1,64}$/);
/** The id of a run: of an engine, or of an answer over a slice's run. */
export const RunId = z.string().regex(/^[\w.-]{1,120}$/);

/** Reads a value from outside; fails with the sentence of the first limit that it exceeds. */
export function readWithin<T>(shape: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return succeed(parsed.data);
  const limit = parsed.error.issues.find(({ code }) => code === "too_big" || code === "custom");
  return fail("bad-input", limit?.message ?? UNREADABLE);
}
