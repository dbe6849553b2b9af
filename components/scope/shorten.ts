/** Short forms of values: the ends of an id, the start of a text. */

const KEY_START = 4;
const KEY_END = 5;
const LONGEST = 28;

/** An id by its ends, `AKIA…7QXWZ`; a long text by its start. */
export function shorten(value: string): string {
  if (/^A[KS]IA[A-Z0-9]{16}$/.test(value) || /^i-[0-9a-f]{17}$/.test(value))
    return `${value.slice(0, KEY_START)}…${value.slice(-KEY_END)}`;
  if (value.startsWith("arn:")) {
    const name = value.split("/").slice(1).join("/");
    return name === "" ? cut(value) : cut(name);
  }
  return cut(value);
}

function cut(text: string): string {
  const letters = [...text];
  return letters.length <= LONGEST ? text : `${letters.slice(0, LONGEST - 1).join("")}…`;
}

/** An account by its ends, `1111…3333`. */
export function shortenAccount(account: string): string {
  return account.length === 12 ? `${account.slice(0, 4)}…${account.slice(-4)}` : account;
}
