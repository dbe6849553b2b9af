/** Who created a key, a user or a role, from the call that did, in a sentence. */
import { type Filter, ONLY_SUCCESSES } from "../filters";
import type { InputValues } from "../playbook";
import { minuteText, type Phrase, type RowsLink, type Sentence, type Window } from "./phrases";

const IAM: Filter = { field: "eventsource", op: "is", value: "iam.amazonaws.com" };
const call = (value: string): Filter => ({ field: "eventname", op: "is", value });
const on = (value: string): Filter => ({ field: "resource", op: "is", value });

/** Who or what an entity is, and the filters of the call that created it. */
export type Creation = { readonly noun: string; readonly filters: readonly Filter[] };

/** Only long-term keys are created by a call on a user. */
const LONG_TERM_KEY = /^AKIA[A-Z0-9]{16}$/;
const ROLE_NAME = /^(?:arn:[^:]*:iam::\d*:role\/(?:[^/]+\/)*)?([^/]+)$/;

/** The call that created the entity of a page; null where no such call is looked for. */
export function creationOf(playbookId: string, inputs: InputValues): Creation | null {
  const { accessKeyId = "", userName = "", role = "" } = inputs;
  const creation = (noun: string, name: string, which: Filter): Creation => ({
    noun,
    filters: [IAM, call(name), which, ONLY_SUCCESSES],
  });
  if (playbookId === "access-key-exposure" && LONG_TERM_KEY.test(accessKeyId)) {
    // The key is in the response: the call is on its user.
    const which: Filter = { field: "responseelements", op: "contains", value: accessKeyId };
    return creation("key", "CreateAccessKey", which);
  }
  if (playbookId === "user" && userName !== "")
    return creation("user", "CreateUser", on(`user/${userName}`));
  const [, roleName] = playbookId === "role" ? (ROLE_NAME.exec(role) ?? []) : [];
  return roleName === undefined ? null : creation("role", "CreateRole", on(`role/${roleName}`));
}

/** The call that created an entity; null where its event lacks a part. */
export type Creating = {
  readonly time: string;
  readonly call: string;
  readonly actor: string;
  readonly address: string | null;
};

/** `unread` where reading it is a scan; null where there is none in the logs. */
export type Creator = Creating | "unread" | null;

/**
 * `Created by ci-deploy with CreateAccessKey on 19 Mar 2026 02:45, from 89.38.97.12.`
 * @param window of the rows that it leads to
 */
export function creatorSentence(
  creator: Creator,
  { noun, filters }: Creation,
  window: Window,
): Sentence {
  if (creator === null) return [];
  const other = { playbookId: "general-purpose", inputs: {} };
  const link: RowsLink = { stepId: "search", other, filters, window };
  if (creator === "unread")
    return [
      { text: "Not checked yet: " },
      { text: `who created this ${noun}`, link },
      { text: "." },
    ];
  const { time, call, actor, address } = creator;
  const value = (text: string): Phrase => ({ text, isLogText: true });
  return [
    { text: "Created by " },
    { ...value(actor), link },
    { text: " with " },
    value(call),
    { text: ` on ${minuteText(time)}` },
    ...(address === null ? [] : [{ text: ", from " }, value(address)]),
    { text: "." },
  ];
}
