/** Suggestions for one value: each a step with its input. */
import type { Filter } from "@/queries/filters";
import type { InputValues } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";

/** A step and its inputs. */
export type Suggestion = {
  readonly as: string;
  readonly step: string;
  /** What it opens, where the step's own question is too general. */
  readonly opens?: string;
  readonly inputs?: InputValues;
  readonly filters?: readonly Filter[];
  /** Its own time range; without one, that of the page. */
  readonly window?: Pick<Scope, "fromMs" | "toMs">;
};

export const SEARCH = "general-purpose/search";

/** Events whose field has the value. */
export function search(as: string, input: string, value: string): Suggestion {
  return {
    as,
    step: SEARCH,
    opens: `Events with this ${/^[A-Z]{2}/.test(as) ? as : as.toLowerCase()}`,
    inputs: { [input]: value },
  };
}

/** What a user did. */
export function ofUser(userName: string): Suggestion {
  return {
    as: "User",
    step: "user/user-timeline",
    inputs: { userName },
  };
}

/** The sessions of a role. */
export function ofRole(role: string): Suggestion {
  return {
    as: "Role",
    step: "role/role-sessions",
    inputs: { role },
  };
}

/** Who used a bucket. */
export function inBucket(bucketName: string): Suggestion {
  return {
    as: "Bucket",
    step: "bucket/bucket-users",
    inputs: { bucketName },
  };
}

/** What happened to a resource. */
export function onResource(resource: string): Suggestion {
  return {
    as: "Resource",
    step: "resource/resource-events",
    inputs: { resource },
  };
}

/** Who was behind a session. */
export function ofSession(session: string): Suggestion {
  return {
    as: "Session",
    step: "session/session-owner",
    inputs: { session },
  };
}

/** What an actor did, or another step about it. */
export function ofActor(actor: string, step = "actor-timeline"): Suggestion {
  return {
    as: "Actor",
    step: `actors/${step}`,
    inputs: { actor },
  };
}

/** Events whose request names the value. */
export function inRequest(value: string): Suggestion {
  return {
    as: "Named in a request",
    step: SEARCH,
    opens: "Events whose request contains this text",
    filters: [{ field: "requestparameters", op: "contains", value }],
  };
}
