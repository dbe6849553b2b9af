/**
 * A stop of an investigation's path as one value of its query string: the step, then what differs
 * from where it led, as in `access-key-exposure/user-agents;in.accessKeyId:AKIA…`.
 *
 * The form needs no percent escapes. A query string inside a query string, as in older links, would
 * escape every value twice.
 */

export type LinkStop = {
  readonly playbookId: string;
  /** The content of the stop, under the parameter names of a page's query string. */
  readonly params: URLSearchParams;
};

const escaped = (text: string): string => text.replaceAll("~", "~~").replaceAll(";", "~.");

const unescaped = (text: string): string =>
  text.replace(/~([~.])/g, (_, mark: string) => (mark === "~" ? "~" : ";"));

/** The text before a mark and the text after it; all of it and nothing where there is no mark. */
function splitOnce(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** Writes a stop as `parseStop` reads it. */
export function formatStop({ playbookId, params }: LinkStop): string {
  const parts = [...params]
    .filter(([name]) => name !== "step")
    .map(([name, value]) => `${name}:${escaped(value)}`);
  return [`${playbookId}/${params.get("step") ?? ""}`, ...parts].join(";");
}

/** Reads a stop, in this form or the older one: `playbook?step=…&in.accessKeyId=…`. */
export function parseStop(text: string): LinkStop {
  if (/^[a-z0-9-]*\?/.test(text)) {
    const [playbookId, query] = splitOnce(text, "?");
    return { playbookId, params: new URLSearchParams(query) };
  }
  const [place = "", ...parts] = text.split(";");
  const [playbookId, stepId] = splitOnce(place, "/");
  const params = new URLSearchParams();
  if (stepId !== "") params.append("step", stepId);
  for (const part of parts) {
    const [name, value] = splitOnce(part, ":");
    params.append(name, unescaped(value));
  }
  return { playbookId, params };
}
