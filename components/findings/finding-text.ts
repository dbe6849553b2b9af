/** The times and places of a finding as text. */
import type { AccountNames } from "@/lib/api/answers";
import { accountText } from "@/lib/text/account-text";
import { formatClock, formatCount, formatDay, formatMoment } from "@/lib/text/format";
import { parseTime } from "@/queries/scope";
import type { Finding } from "./read-findings";

/** `19 Mar 2026 02:10:00`, `19 Mar 2026 02:10:00 – 03:00:00`, or both with their days; UTC. */
export function timesText({ first, last }: Pick<Finding, "first" | "last">): string {
  const [firstMs, lastMs] = [parseTime(first), parseTime(last)];
  if (firstMs === null || lastMs === null) return first === last ? first : `${first} – ${last}`;
  if (firstMs === lastMs) return formatMoment(firstMs);
  const isOneDay = formatDay(firstMs) === formatDay(lastMs);
  return `${formatMoment(firstMs)} – ${isOneDay ? formatClock(lastMs) : formatMoment(lastMs)}`;
}

/** `prod 111122223333`, or that and `2 more`; empty where the events name none. */
export function accountsText({ account, accounts }: Finding, names: AccountNames): string {
  return account === null ? "" : andMore(accountText(account, names), accounts);
}

/** A name with the number of others: `role/Admin and 3 more`. */
export function andMore(name: string, count: number): string {
  return count > 1 ? `${name} and ${formatCount(count - 1)} more` : name;
}
