/** The rows of the steps that the summary is made of. */
import type { MadeThing, MatchedRule } from "@/queries/signals/left-behind-sentence";
import type { RuleMatch } from "@/queries/signals/match-sentence";
import type { Opened } from "@/queries/signals/opened-sentence";
import type { Owner } from "@/queries/signals/owner-sentence";

/** The cells of a row, by column. */
export type Cells = (column: string) => string | null;

/** An identity that used the key, of the step that counts them. */
export function readOwner(at: Cells): Owner {
  return {
    principalId: at("principalid"),
    arn: at("arn"),
    account: at("accountid"),
    type: at("type"),
  };
}

/** Who used a session, of the step that counts them. */
export function readActor(at: Cells): string {
  return at("actor") ?? "";
}

/** A thing that was made, of the step on what was left behind: a credential's detail is its owner. */
export function readMade(at: Cells): MadeThing {
  const [resource, detail] = [at("resource") ?? "", at("detail") ?? ""];
  const isOwned = detail.startsWith("of ");
  return {
    kind: at("kind") ?? "",
    resource,
    name: isOwned || detail === "" ? resource : detail,
    owner: isOwned ? detail : "",
    time: at("eventtime") ?? "",
    isRemoved: at("removedtime") !== null,
  };
}

/** A session that was opened, of the step that lists them. */
export function readOpened(at: Cells): Opened {
  return {
    call: at("eventname") ?? "",
    resource: at("resource"),
    arn: at("arn"),
    mfa: at("mfaauthenticated"),
    request: at("requeststart"),
  };
}

/** A rule of the watchlist, of the step on those that match, and when it did. */
export function readMatch(at: Cells): RuleMatch & MatchedRule {
  return {
    title: at("title") ?? "",
    total: Number(at("total") ?? 0),
    denied: Number(at("deniedevents") ?? 0),
    first: at("first") ?? "",
    last: at("last") ?? "",
  };
}
