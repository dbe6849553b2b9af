/**
 * Calls that make or remove something lasting, as data: what each acts on, so that a thing made can
 * be matched with the call that removed it.
 */
import {
  column,
  constant,
  firstOf,
  type JsonColumn,
  joined,
  json,
  nothing,
  type Text,
  without,
} from "../expression";

/** A JSON array of a record. The texts of a call read its items as `item`. */
export type List = { readonly column: JsonColumn; readonly path: string };

/**
 * Calls of one service. A thing is a resource, or a part of one (`detail`): what removes the resource
 * removes its parts. Both texts are the same in the call that makes the thing and in those that
 * remove it. A call in which one of them is null is about no thing.
 */
export type Calls = {
  readonly names: readonly string[];
  /** What is made, such as `access key`; empty where nothing is. */
  readonly kind: string;
  /** Calls that replace a thing make the one and remove the other; `changes` do what `added` says. */
  readonly effect: "makes" | "removes" | "replaces" | "changes";
  /** Where it is there, `changes` make the thing; otherwise they remove it. */
  readonly added: Text;
  readonly resource: Text;
  /** Empty for the resource itself; null where the part has no name, and so cannot be matched. */
  readonly detail: Text;
  /** Lists of things; the first that has an item counts. Without one, the only item is the request. */
  readonly lists: readonly List[];
  /** An item is as many things as its JSON has matches of this pattern's only group. */
  readonly within: string | null;
};

/** Calls by the first part of their event source. */
export type Services = Readonly<Record<string, readonly Calls[]>>;

/** What a call is about, besides which calls they are. */
type About = {
  readonly resource: Text;
  readonly detail?: Text;
  readonly lists?: readonly List[];
  readonly within?: string;
  readonly added?: Text;
};

/** The detail of a whole resource. */
const WHOLE: Text = constant("");

/** A match of `within` in the item. */
export const WITHIN: Text = column("within");

const PARTS: Readonly<Record<string, JsonColumn>> = {
  request: "requestparameters",
  response: "responseelements",
  item: "item",
};

/** `request.a.b` as a column and the path in it. */
export function listAt(path: string): List {
  const [part = "", inPart = ""] = path.split(/\.(.*)/s);
  const column = PARTS[part];
  if (!column) throw new Error(`${path} is in no part of a record.`);
  return { column, path: inPart };
}

/** The first scalar that is there: `request.userName`, `response.user.userName`. */
export function at(...paths: readonly string[]): Text {
  return firstOf(
    ...paths.map((path) => {
      const { column, path: inColumn } = listAt(path);
      return json(column, inColumn);
    }),
  );
}

/** A text behind a fixed one: `user/alice`. */
export function named(before: string, text: Text): Text {
  return joined(constant(before), text);
}

/** A name that may be an ARN: what follows its last slash. */
export function lastName(text: Text): Text {
  return without(text, String.raw`^[\s\S]*/`);
}

/** A name that may be an ARN: what follows its resource type. */
export function afterType(text: Text): Text {
  return without(text, "^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+[:/])?");
}

function calls(
  effect: Calls["effect"],
  kind: string,
  names: string,
  { resource, detail = WHOLE, lists = [], within, added = nothing }: About,
): Calls {
  return {
    names: names.split(" "),
    kind,
    effect,
    added,
    resource,
    detail,
    lists,
    within: within ?? null,
  };
}

export function makes(kind: string, names: string, about: About): Calls {
  return calls("makes", kind, names, about);
}
export function removes(names: string, about: About): Calls {
  return calls("removes", "", names, about);
}
/** Calls that put a thing in the place of the one before. */
export function replaces(kind: string, names: string, about: About): Calls {
  return calls("replaces", kind, names, about);
}
/** Calls that make a thing where `added` is there, and remove it otherwise. */
export function changes(
  kind: string,
  names: string,
  about: About & { readonly added: Text },
): Calls {
  return calls("changes", kind, names, about);
}
