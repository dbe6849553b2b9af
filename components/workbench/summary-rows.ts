/** The rows of the steps that the summary is made of. */
import type { MadeThing } from "@/queries/signals/further-sentences";
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

/** A thing that was made, of the step on what was left behind. */
export function readMade(at: Cells): MadeThing {
  return {
    kind: at("kind") ?? "",
    name: at("detail") ?? at("resource") ?? "",
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

/** A rule of the watchlist, of the step on those that match. */
export function readMatch(at: Cells): RuleMatch {
  return {
    title: at("title") ?? "",
    total: Number(at("total") ?? 0),
    denied: Number(at("deniedevents") ?? 0),
  };
}
