/** Questions whose SQL sets how long their queries take on the server, and their measurements. */

/** The keys by which the server distinguishes its callers. */
export const APP_KEY = "AKIABENCHTHEAPP00001";
export const FIXED_KEY = "AKIABENCHFIXEDPOLL01";

/** What was seen of one run. */
export type Watched = {
  readonly by: "app" | "fixed";
  /** A mark in the SQL of this run only. */
  readonly question: string;
  /** When its rows were there, since the epoch. */
  readonly rowsAtMs: number;
};

/** An unused access key that encodes a length and a number. */
export function questionOf(takesMs: number, index: number): string {
  const digits = (value: number) => String(Math.round(value)).padStart(7, "0");
  return `AKIAT${digits(takesMs)}N${digits(index)}`;
}

/** How long the query of a question takes, milliseconds, by its SQL. */
export function lengthMs(sql: string): number {
  return Number(/AKIAT(\d{7})N\d{7}/.exec(sql)?.[1] ?? 0);
}
