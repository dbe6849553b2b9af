/**
 * Who was behind an event: the human or workload, as a short text and by its whole ARN. It depends
 * on the identity alone, so two sessions of one role with the same name are the same actor.
 */
import {
  cases,
  column,
  constant,
  firstOf,
  found,
  joined,
  oneOf,
  type Text,
  when,
  without,
} from "./expression";
import { sqlOf } from "./expression-sql";

const identity = (path: string): Text => column(`useridentity.${path}`);
const type = identity("type");
const arn = identity("arn");
const userName = identity("username");
const principalId = identity("principalid");
const accountId = identity("accountid");
const invokedBy = identity("invokedby");
const issuerName = identity("sessioncontext.sessionissuer.username");
/** A user of Identity Center, by id; older tables lack it. */
const PERSON = "useridentity.onbehalfof.userid";
const person = column(PERSON);

/** What an ARN says after its account, and after this: `alice` of `user/alice`. */
const inArn = (after: string): Text =>
  found(arn, String.raw`^arn:[^:]*:[^:]*:[^:]*:[^:]*:${after}([\s\S]+)`);

/** `Admin/alice`, as the session's ARN has it; without the ARN from the issuer and the principal id. */
const session = firstOf(
  inArn("assumed-role/"),
  joined(issuerName, constant("/"), without(principalId, "^[^:]*:")),
);
/** A session that a user opened: `alice/session`, as a role's is `role/session`. */
const federated = firstOf(joined(issuerName, constant("/"), inArn("federated-user/")), inArn(""));
const root = firstOf(joined(constant("root of "), accountId), constant("root"));
const service = joined(constant("service:"), invokedBy);
const otherAccount = firstOf(
  joined(constant("account:"), accountId, constant("/"), principalId),
  joined(constant("account:"), accountId),
);

/** The last resort, so that an actor is never blank. */
const NO_IDENTITY = "no identity";

/** The actor of an event. */
export const ACTOR: Text = firstOf(
  cases(
    when(oneOf(type, "AssumedRole"), session),
    when(oneOf(type, "IAMUser"), firstOf(userName, inArn("user/(?:[^/]*/)*"))),
    when(oneOf(type, "Root"), root),
    when(oneOf(type, "AWSService"), service),
    when(oneOf(type, "FederatedUser"), federated),
    when(oneOf(type, "SAMLUser"), joined(constant("saml:"), firstOf(userName, principalId))),
    when(oneOf(type, "WebIdentityUser"), joined(constant("web:"), firstOf(userName, principalId))),
    when(oneOf(accountId, "ANONYMOUS_PRINCIPAL"), constant("anonymous")),
    when(oneOf(type, "AWSAccount"), otherAccount),
  ),
  joined(constant("person:"), person),
  userName,
  inArn(""),
  arn,
  principalId,
  service,
  joined(constant("account:"), accountId),
  constant(NO_IDENTITY),
);

/** The ARN behind an event: the role of a session, or who opened it, else the caller's own. */
export const ACTOR_ARN: Text = firstOf(identity("sessioncontext.sessionissuer.arn"), arn);

const LACKING = new Set([PERSON]);

/** The actor over a table without the newer fields. */
export const ACTOR_OLDER_SQL: string = sqlOf(ACTOR, LACKING);
