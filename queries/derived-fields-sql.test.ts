/** The derived fields are the same in SQL and for a record, on random events. */
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, it } from "vitest";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { triesOf } from "@/lib/full-run.fixture";
import { derivedFields, derivedTexts } from "./derived-fields";
import { evaluate } from "./expression-value";
import { literal } from "./literal";
import { IDENTITY_RESOURCES } from "./resource-identity";
import type { Named } from "./resource-paths";
import { WATCH_RESOURCES } from "./resource-watch";
import { WORKLOAD_RESOURCES } from "./resource-workloads";

type Names = keyof typeof derivedTexts;
const NAMES = Object.keys(derivedTexts) as readonly Names[];
type Json = Readonly<Record<string, unknown>>;

const SERVICES = { ...WORKLOAD_RESOURCES, ...IDENTITY_RESOURCES, ...WATCH_RESOURCES };

/** A record's tree with a value at `request.a.b[0].c`. */
function put(record: Record<string, unknown>, path: string, value: unknown): void {
  const [part = "", ...names] = path.split(/[.[\]]+/).filter((name) => name !== "");
  const columns = {
    request: "requestparameters",
    response: "responseelements",
    additional: "additionaleventdata",
  } as const;
  const column = columns[part as keyof typeof columns];
  const around = names.reduceRight<unknown>(
    (inner, name) => (/^\d+$/.test(name) ? [inner] : { [name]: inner }),
    value,
  );
  record[column] = JSON.stringify(around);
}

const text = fc.oneof(
  fc.constantFrom(
    "alice",
    "",
    "a\nb",
    "/x//y",
    "arn:aws:iam::111122223333:role/service-role/Admin",
    "arn:aws:ssm:us-east-1:1:parameter/x/y",
    "arn:aws:kms:us-east-1:1:key/1-2\n",
    "arn:aws:s3:::bucket/key",
    "arn:::::",
    "ARN:aws:iam::1:user/u",
    "it's 100 % \\ \u{1F468} é",
    "https://sqs.us-east-1.amazonaws.com/1/q",
  ),
  fc.string({ maxLength: 12 }).map((each) => each.replaceAll("\0", "")),
);
const optional = fc.option(text, { nil: undefined, freq: 3 });
const agents = fc
  .array(
    fc.constantFrom(
      ...["aws-cli/2.1", "[", "]", " ", "Mozilla/5.0", "Terraform/1.2", "S3Console/0.4", "(", ";"],
      ...["aws-internal/3", " Console, aws-internal/3", "ec2.amazonaws.com", "console.", "Edg/1.2"],
      ...[
        "Boto3/1",
        "lang/go",
        "go1.2",
        "kali",
        "Windows",
        "\n",
        "AWS Internal",
        "Chrome/1.2",
        "é",
      ],
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));
const number = fc.oneof(
  fc.constantFrom("0", "1024", "0.0", "1.048576E7", "12.9", "-5", '"x"', "null", '"7 "', "true"),
  fc.nat().map(String),
);

const every: readonly (readonly [service: string, names: readonly string[], named: Named])[] =
  Object.entries(SERVICES).flatMap(([service, of]) =>
    of.flatMap(({ names, on }) =>
      on.map((named) => [service, names ?? ["Anything"], named] as const),
    ),
  );

const records = fc
  .record({
    useridentity: fc.record({
      type: fc.option(
        fc.constantFrom(
          ...["AssumedRole", "IAMUser", "Root", "AWSService", "FederatedUser", "SAMLUser"],
          ...["WebIdentityUser", "AWSAccount", "Unknown", "IdentityCenterUser"],
        ),
        { nil: undefined },
      ),
      arn: fc.option(
        fc.constantFrom(
          ...["", "arn:aws:sts::1:assumed-role/R/s", "arn:aws:iam::1:user/a/b", "arn:aws:iam::1:"],
          ...["arn:aws:sts::1:federated-user/x", "arn:aws:sts::1:assumed-role/", "robot"],
        ),
        { nil: undefined },
      ),
      principalid: optional,
      accountid: fc.constantFrom("1", "", "ANONYMOUS_PRINCIPAL", undefined),
      invokedby: fc.constantFrom("ec2.amazonaws.com", "", undefined),
      username: optional,
      onbehalfof: fc.record({ userid: fc.constantFrom("p-1", "", undefined) }),
      sessioncontext: fc.record({
        sessionissuer: fc.record({ username: optional, arn: optional }),
      }),
    }),
    useragent: fc.option(agents, { nil: undefined }),
    resources: fc.option(fc.array(fc.record({ arn: text }), { maxLength: 2 }), { nil: undefined }),
    call: fc.constantFrom(...every),
    value: fc.oneof(text, fc.constant(true), fc.constant({ a: 1 }), fc.constant(null)),
    pick: fc.nat({ max: 30 }),
    numbers: fc.option(fc.tuple(number, number), { nil: undefined }),
  })
  .map(({ useridentity, useragent, resources, call, value, pick, numbers }): Json => {
    const [service, names, { paths, within }] = call;
    const record: Record<string, unknown> = {
      useridentity,
      useragent,
      resources,
      eventsource: `${service}.amazonaws.com`,
      eventname: names[pick % names.length],
    };
    put(record, paths[pick % paths.length] ?? "", value);
    if (within && pick % 2 === 0)
      record.requestparameters = JSON.stringify({ bucketName: value, key: "a/b" });
    if (numbers)
      record.additionaleventdata = `{"bytesTransferredIn":${numbers[0]},"bytesTransferredOut":${numbers[1]}}`;
    return record;
  });

const V = "VARCHAR";
const SHAPE = JSON.stringify({
  eventsource: V,
  eventname: V,
  useragent: V,
  useridentity: {
    ...{ type: V, arn: V, principalid: V, accountid: V, invokedby: V, username: V },
    onbehalfof: { userid: V },
    sessioncontext: { sessionissuer: { username: V, arn: V } },
  },
  resources: [{ arn: V, accountid: V, type: V }],
  requestparameters: V,
  responseelements: V,
  additionaleventdata: V,
});

it("is the same in SQL and for a record, whatever the event", async () => {
  const all = fc.sample(records, { numRuns: triesOf(30_000), seed: 11 });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  const values = all.map((each, at) => `(${at}, ${literal(JSON.stringify(each))})`).join(", ");
  const expressions = derivedFields
    .filter(({ name }) => name in derivedTexts)
    .map(({ name, expression }) => `${expression} as ${name}`);
  const reader = await connection.runAndReadAll(
    `select ${expressions.join(", ")} from (
       select id, unnest(from_json(record, '${SHAPE}')) from (values ${values}) t(id, record)
     ) order by id`,
  );
  const rows = reader.getRowObjectsJson();
  expect(rows).toHaveLength(all.length);
  const filled = new Map<Names, number>();
  all.forEach((record, at) => {
    for (const name of NAMES) {
      const value = evaluate(derivedTexts[name], record);
      expect(rows[at]?.[name], `${name} of ${JSON.stringify(record)}`).toBe(value);
      if (value !== null) filled.set(name, (filled.get(name) ?? 0) + 1);
    }
    expect(rows[at]?.actor, JSON.stringify(record)).not.toBe("");
  });
  for (const name of NAMES) expect(filled.get(name) ?? 0, name).toBeGreaterThan(100);
  connection.closeSync();
  instance.closeSync();
});
