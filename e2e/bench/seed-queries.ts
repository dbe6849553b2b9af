/**
 * The two playbooks as queries by hand, after the collection at
 * github.com/easttimor/aws-incident-response: each question is a separate statement over one account's
 * table, and names one month or one day of it.
 */
import { literal } from "@/queries/literal";
import type { InputValues } from "@/queries/playbook";

/** A question as a query by hand, and as a step of the product. */
export type SeedQuery = {
  /** What a statement names; a longer window takes one statement for each. */
  readonly per: "month" | "day";
  /** The statement over a table, `when` its partition condition. */
  readonly sql: (table: string, when: string) => string;
  /** The step for the same question. */
  readonly step: string;
  readonly inputs: InputValues;
  readonly filters: readonly string[];
};

export type SeedPlaybook = {
  /** The first question, whose step is opened before the others. */
  readonly opening: readonly SeedQuery[];
  readonly pivots: readonly SeedQuery[];
};

type Asked = Pick<SeedQuery, "per" | "step" | "inputs"> & { readonly filters?: readonly string[] };

function listing(asked: Asked, columns: string, conditions: readonly string[]): SeedQuery {
  const sql = (table: string, when: string) =>
    `select ${columns} from ${table} where ${[when, ...conditions].join(" and ")}`;
  return { filters: [], ...asked, sql };
}

function counts(asked: Asked, column: string, conditions: readonly string[]): SeedQuery {
  const listed = listing(asked, `${column}, count(*) as total`, conditions);
  const order = `group by ${column} order by total desc`;
  return { ...listed, sql: (table, when) => `${listed.sql(table, when)} ${order}` };
}

/** A leaked key: whose it is, what it did, with what and from where, and the events of unusual values. */
export function keyPlaybook(
  accessKeyId: string,
  userAgents: readonly string[],
  sourceIp: string,
): SeedPlaybook {
  const isKey = `useridentity.accesskeyid = ${literal(accessKeyId)}`;
  const asks = (stepId: string, inputs: InputValues = {}): Asked => ({
    per: "month",
    step: `access-key-exposure/${stepId}`,
    inputs: { accessKeyId, ...inputs },
  });
  return {
    opening: [
      counts(asks("user-agents"), "useragent", [isKey]),
      counts(asks("source-ips"), "sourceipaddress", [isKey]),
      listing(
        asks("all-key-usage"),
        "eventtime, eventsource, eventname, sourceipaddress, errorcode, useragent",
        [isKey],
      ),
      listing(
        asks("key-owner"),
        "distinct useridentity.principalid, useridentity.arn, useridentity.accountid",
        [isKey],
      ),
    ],
    pivots: [
      ...userAgents.map((userAgent) =>
        listing(
          asks("events-by-user-agent", { userAgent }),
          "eventtime, eventsource, eventname, sourceipaddress, errorcode",
          [`useragent = ${literal(userAgent)}`, isKey],
        ),
      ),
      listing(
        asks("events-by-source-ip", { sourceIp }),
        "eventtime, eventsource, eventname, errorcode, useragent",
        [`sourceipaddress = ${literal(sourceIp)}`, isKey],
      ),
    ],
  };
}

/** A suspect instance: what it called, what it was denied, and what its session did. */
export function instancePlaybook(
  instanceId: string,
  principalId: string,
  eventName: string,
): SeedPlaybook {
  const isInstance = `useridentity.principalid like ${literal(`%:${instanceId}`)}`;
  const isSession = `useridentity.principalid = ${literal(principalId)}`;
  // One error of several; the product's own steps count every kind of denial.
  const isDenied = "errorcode = 'AccessDenied'";
  const filters = ["errorcode:is:AccessDenied"];
  const onInstance = "ec2-instance-compromise";
  const search: Asked = { per: "month", step: "general-purpose/search", inputs: { principalId } };
  const columns = "eventtime, eventsource, eventname, errorcode, sourceipaddress, useragent";
  return {
    opening: [
      counts(
        { per: "day", step: `${onInstance}/instance-api-calls`, inputs: { instanceId } },
        "eventname",
        [isInstance],
      ),
      counts(
        {
          per: "day",
          step: `${onInstance}/instance-denied-calls`,
          inputs: { instanceId },
          filters,
        },
        "eventname",
        [isInstance, isDenied],
      ),
    ],
    pivots: [
      counts(
        {
          per: "day",
          step: "general-purpose/denied-actions-of-principal",
          inputs: { principalId },
          filters,
        },
        "eventname",
        [isSession, isDenied],
      ),
      listing(search, columns, [isSession]),
      listing({ ...search, inputs: { principalId, eventName } }, columns, [
        isSession,
        `eventname = ${literal(eventName)}`,
      ]),
    ],
  };
}
