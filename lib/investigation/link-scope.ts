/** The scope and the source of a link: the parts that pages of every kind have. */
import { formatTime, parseTime, type Scope } from "@/queries/scope";

/** The scope of a query string; what it does not name is that of `fallback`. */
export function readScope(params: URLSearchParams, fallback: Scope, problems: string[]): Scope {
  const time = (name: "from" | "to"): number | null => {
    const text = params.get(name);
    const ms = text === null ? null : parseTime(text);
    if (text !== null && ms === null)
      problems.push(`The link's ${name} “${text}” is not a UTC time such as 2026-01-31T00:00:00Z.`);
    return ms;
  };
  const [from, to] = [time("from"), time("to")];
  // A missing time is derived from the other and the length of the default range.
  const lengthMs = fallback.toMs - fallback.fromMs;
  const places = (name: "account" | "region", pattern: RegExp): readonly string[] =>
    params.getAll(name).filter((value) => {
      const good = pattern.test(value);
      if (!good) problems.push(`The link's ${name} “${value}” is not valid.`);
      return good;
    });
  return {
    fromMs: from ?? (to === null ? fallback.fromMs : to - lengthMs),
    toMs: to ?? (from === null ? fallback.toMs : from + lengthMs),
    accounts: places("account", /^\d{12}$/),
    regions: places("region", /^[a-z0-9-]{1,40}$/),
  };
}

/** The source that a query string names; an empty one is the configured one. */
export function readSource(
  params: URLSearchParams,
  otherwise: string | undefined,
  problems: string[],
): { readonly source?: string } {
  const name = params.get("source") ?? otherwise ?? "";
  if (name === "") return {};
  if (/^[\w.$-]{1,255}$/.test(name)) return { source: name };
  problems.push(`The link's source “${name}” is not the name of a table.`);
  return {};
}

/** Adds a scope to a query string. */
export function writeScope(scope: Scope, params: URLSearchParams): void {
  params.append("from", formatTime(scope.fromMs));
  params.append("to", formatTime(scope.toMs));
  for (const account of scope.accounts) params.append("account", account);
  for (const region of scope.regions) params.append("region", region);
}

/** A query string without the escapes that it does not need. */
export function readable(query: string): string {
  return query.replace(/%(?:2C|2F|3A|3B|40|7E)/g, (code) => decodeURIComponent(code));
}
