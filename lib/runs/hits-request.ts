/** A request for the hits of rules from outside: its shape, its limits, and the rules that it names. */
import * as z from "zod";
import type { RuleHitsRequest } from "@/lib/api/rules";
import { oneScope } from "@/lib/investigation/default-range";
import { parseStart } from "@/lib/investigation/home-link";
import { fail, type Result, succeed } from "@/lib/result";
import { ruleFolder } from "@/lib/rules/rule-folder";
import type { HitsRequest } from "./hits";
import { Link, readWithin } from "./request";

const Request: z.ZodType<RuleHitsRequest> = z.object({
  kind: z.enum(["hits", "hit-events"]),
  rule: z.string().max(100).nullable(),
  link: Link,
  confirmed: z.boolean(),
});

const MOST_NAMES = 10_000;

/** A request names its time range, so there is nothing to fall back on. */
const NO_SCOPES = oneScope({ accounts: [], regions: [], fromMs: 0, toMs: 0 });

/** Reads a request, with the rules of the folder as they are now. */
export async function readHitsRequest(value: unknown, owner: string): Promise<Result<HitsRequest>> {
  const read = readWithin(Request, value);
  if (!read.ok) return read;
  const { kind, rule: wanted, link, confirmed } = read.value;
  const params = new URLSearchParams(link.split("?")[1] ?? "");
  if (!params.has("from") || !params.has("to"))
    return fail("bad-input", "The request names no time range.");
  const { start, problems } = parseStart(params, NO_SCOPES);
  const [problem] = problems;
  if (problem !== undefined) return fail("bad-input", problem);
  const { scope, source } = start;
  if (scope.accounts.length + scope.regions.length > MOST_NAMES)
    return fail("bad-input", "The request names too many accounts or regions.");
  const { rules: all } = await ruleFolder();
  const rules = all.filter(({ rule: { id } }) => wanted === null || id === wanted);
  if (rules.length === 0)
    return fail("not-found", "The folder of rules no longer has it: reload the page.");
  return succeed({ kind, rules, scope, source, confirmed, owner });
}
