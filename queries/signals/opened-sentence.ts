/** Which sessions the entity opened: as whom, in whose account, and whether without MFA, in a sentence. */
import { mfaOf } from "../mfa";
import { SESSIONS_OPENED } from "../playbooks/sessions-opened";
import { counted, countText, listed, type RowsLink, type Sentence } from "./phrases";

/** A call that opened a session, from the step that lists them; null where the event lacks a part. */
export type Opened = {
  readonly call: string;
  /** `role/dev-admin`, `federated-user/eve`. */
  readonly resource: string | null;
  /** The ARN of the caller. */
  readonly arn: string | null;
  /** `true` or `false`, of the caller's own session. */
  readonly mfa: string | null;
  /** The start of the request, as JSON text. */
  readonly request: string | null;
};

/** Kinds of session that a sentence names; the others are counted. */
const MOST_NAMED = 3;

const ROLE_ACCOUNT = /"roleArn"\s*:\s*"arn:[^:"]*:iam::(\d{12}):role\//;
const OWN_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

/** A request this long may be cut. */
const WHOLE_REQUEST = 500;

/**
 * Whether the opening call was made without a second factor: the caller's session had none, or a user's
 * long-lived key made it, and the request names no MFA device.
 */
function isWithoutMfa({ arn, mfa, request }: Opened): boolean {
  if (mfa !== null) return mfaOf(mfa, arn ?? "") === "not used";
  const isWhole = request !== null && request.length < WHOLE_REQUEST;
  return isWhole && /:user\//.test(arn ?? "") && !request.includes('"serialNumber"');
}

/** A kind of session: what it is opened as, and where. */
type OpenedKind = {
  readonly as: string;
  readonly name: string;
  readonly account: string | null;
  /** The account is not the caller's own. */
  readonly isOther: boolean;
  readonly count: number;
};

function kindOf({ call, resource, arn, request }: Opened): Omit<OpenedKind, "count"> {
  const isAs = resource !== null && /^(?:role|federated-user)\//.test(resource);
  const account = ROLE_ACCOUNT.exec(request ?? "")?.[1] ?? null;
  const own = OWN_ACCOUNT.exec(arn ?? "")?.[1] ?? null;
  return {
    as: isAs ? "as" : "with",
    name: isAs ? resource : call,
    account,
    isOther: account !== null && own !== null && account !== own,
  };
}

/** The kinds of session, those in other accounts first, then the most frequent. */
function kindsOf(opened: readonly Opened[]): readonly OpenedKind[] {
  const kinds = new Map<string, OpenedKind>();
  for (const each of opened) {
    const kind = kindOf(each);
    const key = JSON.stringify(kind);
    kinds.set(key, { ...kind, count: (kinds.get(key)?.count ?? 0) + 1 });
  }
  return [...kinds.values()].sort(
    (a, b) => Number(b.isOther) - Number(a.isOther) || b.count - a.count,
  );
}

function kindPhrases({ as, name, account, isOther, count }: OpenedKind, link: RowsLink): Sentence {
  const where =
    account === null ? "" : ` in account ${account}${isOther ? " (another account)" : ""}`;
  return [
    { text: `${as} ` },
    { text: name, link, isLogText: true },
    { text: `${where}${count === 1 ? "" : `, ${countText(count)} times`}` },
  ];
}

/**
 * `Opened a session as role/dev-admin in account 444455556666 (another account), without MFA.`
 * @param opened each opening, or only their number where there are too many to read
 */
export function openedSentence(opened: readonly Opened[] | number): Sentence {
  const link: RowsLink = { stepId: SESSIONS_OPENED, filters: [] };
  if (typeof opened === "number")
    return opened === 0
      ? []
      : [{ text: "Opened " }, { text: counted(opened, "session"), link }, { text: "." }];
  if (opened.length === 0) return [];
  const kinds = kindsOf(opened);
  const named = kinds.slice(0, MOST_NAMED).map((kind) => kindPhrases(kind, link));
  const others = kinds.slice(MOST_NAMED).reduce((sum, { count }) => sum + count, 0);
  const rest = others === 0 ? [] : [[{ text: `${countText(others)} more`, link }]];
  const bare = opened.filter(isWithoutMfa).length;
  const mfa =
    bare === 0
      ? ""
      : bare === opened.length
        ? ", without MFA"
        : `; ${countText(bare)} of them without MFA`;
  const start: Sentence =
    opened.length === 1
      ? [{ text: "Opened a session " }]
      : [{ text: "Opened " }, { text: counted(opened.length, "session"), link }, { text: ": " }];
  return [...start, ...listed([...named, ...rest]), { text: `${mfa}.` }];
}
