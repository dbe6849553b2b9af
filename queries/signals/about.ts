/** What is known of an entity besides its profile, and what follows from its predicates. */
import type { Predicate } from "../query";
import type { Feature } from "./profile-types";

export type About = {
  /** One person or program uses it for long: an IAM user's key, a user, root. */
  readonly isLongLived: boolean;
  /** The credentials of an EC2 instance. */
  readonly isInstance: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * The country of an address; null for private and reserved ones, and where it is unknown. Absent
   * without data on countries.
   */
  readonly countryOf?: (address: string) => string | null;
  /** Features of the range's profile of which some values are missing. */
  readonly incomplete?: readonly Feature[];
};

function texts(predicate: Predicate): readonly Extract<Predicate, { value: string }>[] {
  if (predicate.op === "and" || predicate.op === "or") return predicate.of.flatMap(texts);
  return "value" in predicate ? [predicate] : [];
}

/**
 * What kind of entity the predicates name. A key id that starts with `AKIA` is long-lived, one that
 * starts with `ASIA` is a session's; an instance's principal ends with its id.
 */
export function entityKind(where: readonly Predicate[]): Pick<About, "isLongLived" | "isInstance"> {
  const named = where.flatMap(texts);
  const isLongLived = named.some(
    ({ field, value }) =>
      (field === "accesskeyid" && value.startsWith("AKIA")) || field === "username",
  );
  const isInstance = named.some(
    ({ field, op, value }) => field === "principalid" && op === "endsWith" && /^:i-/.test(value),
  );
  return { isLongLived, isInstance };
}
