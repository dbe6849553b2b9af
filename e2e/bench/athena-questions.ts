/** Questions that tell a server how long their queries take, and what became of them. */

/** The keys by which the server tells its callers apart. */
export const APP_KEY = "AKIABENCHTHEAPP00001";
export const FIXED_KEY = "AKIABENCHFIXEDPOLL01";

/** What was seen of one run. */
export type Watched = {
  readonly by: "app" | "fixed";
  /** Stands in the SQL of the run, and in no other. */
  readonly question: string;
  /** When its rows were there, since the epoch. */
  readonly rowsAtMs: number;
};

/** An access key that nobody has, which holds a length and a number. */
export function questionOf(takesMs: number, index: number): string {
  const digits = (value: number) => String(Math.round(value)).padStart(7, "0");
  return `AKIAT${digits(takesMs)}N${digits(index)}`;
}

/** How long the query of a question takes, milliseconds, by its SQL. */
export const lengthMs = (sql: string): number => Number(/AKIAT(\d{7})N\d{7}/.exec(sql)?.[1] ?? 0);
