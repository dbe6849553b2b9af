/** Whose key it is, in words, from the rows of the step that counts its owners. */
import type { Sentence } from "./phrases";

/** One identity that used the key; null where the events lack a part. */
export type Owner = {
  readonly principalId: string | null;
  readonly arn: string | null;
  readonly account: string | null;
  readonly type: string | null;
};

const NAME =
  /^arn:[^:]*:(?:iam|sts)::\d*:(?:user\/(?:[^/]*\/)*|assumed-role\/|federated-user\/)(.+)$/;

const KINDS: Readonly<Record<string, string>> = {
  IAMUser: "IAM user ",
  AssumedRole: "role session ",
  FederatedUser: "federated user ",
};

/** `IAM user ci-deploy`: the kind of identity, and the name that the log gives it. */
function nameOf({ type, arn, principalId }: Owner): readonly [kind: string, name: string] {
  if (type === "Root") return ["the root user", ""];
  const name = NAME.exec(arn ?? "")?.[1] ?? arn ?? principalId ?? "an unnamed identity";
  return [KINDS[type ?? ""] ?? "", name];
}

/**
 * `This key belongs to IAM user ci-deploy in account 111122223333`, without the end of a sentence.
 * @param owners the rows of `key-owner`, the most frequent first
 * @param stepId the step that shows them
 */
export function ownerPhrases(owners: readonly Owner[], stepId: string): Sentence {
  const [owner] = owners;
  if (owner === undefined) return [];
  const link = { stepId, filters: [] };
  if (owners.length > 1) {
    return [{ text: "This key was used by " }, { text: `${owners.length} identities`, link }];
  }
  const [kind, name] = nameOf(owner);
  const account = owner.account === null ? "" : ` in account ${owner.account}`;
  return [
    { text: `This key belongs to ${kind}` },
    ...(name === "" ? [] : [{ text: name, link, isLogText: true as const }]),
    { text: account },
  ];
}
