/** The server actions of a page, called over HTTP as the page calls them. */
import * as z from "zod";

/**
 * A connection for each request. A server closes those that were idle; a browser then tries again,
 * and Node's client fails.
 */
export const ON_ITS_OWN = { headers: { connection: "close" } } as const;

/** Calls an action of a page by its name; throws where it is not answered. */
export type CallAction = (name: string, words: readonly unknown[]) => Promise<unknown>;

const ACTION_ROW = z.object({ id: z.string() });
/** What a page's script pushes: the next piece of what the server has rendered. */
const PIECE = /self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g;

/**
 * The rows of React's stream by their ids, as text. A row is `id:value` and a line feed, and a long
 * text `id:Tlength,` and as many bytes in hexadecimal.
 */
type StreamRows = ReadonlyMap<string, { readonly text: string; readonly isJson: boolean }>;

function rowsOf(stream: Buffer): StreamRows {
  const rows = new Map<string, { text: string; isJson: boolean }>();
  for (let at = 0; at < stream.length; ) {
    const colon = stream.indexOf(":", at);
    if (colon < 0) break;
    const id = stream.toString("utf8", at, colon);
    if (stream[colon + 1] === "T".charCodeAt(0)) {
      const comma = stream.indexOf(",", colon);
      const length = Number.parseInt(stream.toString("utf8", colon + 2, comma), 16);
      at = comma + 1 + length;
      rows.set(id, { text: stream.toString("utf8", comma + 1, at), isJson: false });
    } else {
      const end = stream.indexOf("\n", colon);
      const text = stream.toString("utf8", colon + 1, end < 0 ? stream.length : end);
      rows.set(id, { text, isJson: true });
      at = end < 0 ? stream.length : end + 1;
    }
  }
  return rows;
}

/** A value with the rows put in that it refers to. `$$` is a dollar sign at the start of a text. */
function resolved(rows: StreamRows, id: string): unknown {
  const row = rows.get(id);
  if (!row) throw new Error(`The answer lacks its row ${id}.`);
  if (!row.isJson) return row.text;
  return JSON.parse(row.text, (_, value: unknown) => {
    if (typeof value !== "string" || !value.startsWith("$")) return value;
    if (value.startsWith("$$")) return value.slice(1);
    if (value === "$undefined") return undefined;
    return resolved(rows, value.replace(/^\$@?/, ""));
  });
}

/** The ids by which a page's server knows its actions. */
function actionIds(html: string): (name: string) => string {
  const pieces = [...html.matchAll(PIECE)].map(([, text = '""']) => String(JSON.parse(text)));
  const stream = pieces.join("");
  const rows = rowsOf(Buffer.from(stream));
  return (name) => {
    const row = new RegExp(`"${name}":"\\$h([0-9a-f]+)"`).exec(stream)?.[1] ?? "";
    return ACTION_ROW.parse(JSON.parse(rows.get(row)?.text ?? "{}")).id;
  };
}

/** Opens a page and returns how its actions are called. */
export async function openActions(pageUrl: string): Promise<CallAction> {
  const page = await fetch(pageUrl, ON_ITS_OWN);
  if (!page.ok) throw new Error(`The page was answered ${page.status}.`);
  const idOf = actionIds(await page.text());
  const ids = new Map<string, string>();
  return async (name, words) => {
    const id = ids.get(name) ?? idOf(name);
    ids.set(name, id);
    const response = await fetch(pageUrl, {
      method: "POST",
      headers: {
        ...ON_ITS_OWN.headers,
        accept: "text/x-component",
        "next-action": id,
        "content-type": "text/plain;charset=UTF-8",
      },
      // A dollar sign at the start of a text would be taken for a reference.
      body: JSON.stringify(words, (_, value: unknown) =>
        typeof value === "string" && value.startsWith("$") ? `$${value}` : value,
      ),
    });
    const body = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Error(`${name} was answered ${response.status}.`);
    const rows = rowsOf(body);
    const answer = z.object({ a: z.unknown() }).parse(resolved(rows, "0"));
    return answer.a;
  };
}
