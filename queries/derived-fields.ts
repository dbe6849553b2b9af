/** The fields derived from several parts of an event: who, on what, with what. */
import { ACTOR, ACTOR_ARN, ACTOR_OLDER_SQL } from "./actor";
import {
  AGENT_LANGUAGE,
  AGENT_OS,
  AGENT_PRODUCT,
  AGENT_PRODUCTS,
  AGENT_SDK,
  AGENT_VERSION,
} from "./agent";
import { CHANNEL, CHANNELS } from "./channel";
import { columnsRead, json, sum, type Text } from "./expression";
import { sqlOf } from "./expression-sql";
import { field } from "./field";
import { RESOURCE } from "./resource";

const BYTES: Text = sum(
  json("additionaleventdata", "bytesTransferredIn"),
  json("additionaleventdata", "bytesTransferredOut"),
);

const from = (text: Text) => ({ expression: sqlOf(text), columns: columnsRead(text) });

export const derivedFields = [
  field(
    "actor",
    "actor",
    "actor",
    "Actor",
    "The human or workload behind the event: role and session name, IAM user, root, AWS service.",
    { ...from(ACTOR), older: ACTOR_OLDER_SQL, neverNull: true, isLong: true },
  ),
  field(
    "actorarn",
    "actorArn",
    "arn",
    "Actor's ARN",
    "The role behind a session, or who opened it; otherwise the caller's own ARN. The same for all sessions of a role.",
    from(ACTOR_ARN),
  ),
  field(
    "resource",
    "resource",
    "resource",
    "Resource",
    "What the call acted on: object, secret, role, instance. Of several the first; empty where a call acts on nothing that it names.",
    { ...from(RESOURCE), isLong: true },
  ),
  field(
    "bytesin",
    "bytesIn",
    "text",
    "Bytes in",
    "How many bytes S3 received with the request: what an upload brought.",
    from(json("additionaleventdata", "bytesTransferredIn")),
  ),
  field(
    "bytes",
    "bytes",
    "text",
    "Bytes",
    "How many bytes an S3 data event moved, in and out together.",
    from(BYTES),
  ),
  field(
    "agentproduct",
    "agentProduct",
    "text",
    "Tool",
    "The program that the user agent names, without its version: the console, a browser and AWS's services are different tools.",
    { ...from(AGENT_PRODUCT), values: AGENT_PRODUCTS },
  ),
  field(
    "agentversion",
    "agentVersion",
    "text",
    "Tool version",
    "The version of that program; of a browser with the browser's name.",
    from(AGENT_VERSION),
  ),
  field(
    "agentos",
    "agentOs",
    "text",
    "Operating system",
    "What the user agent says it runs on; attack distributions such as Kali are named.",
    from(AGENT_OS),
  ),
  field(
    "agentsdk",
    "agentSdk",
    "text",
    "SDK",
    "AWS's library that sent the request, where the user agent names it.",
    from(AGENT_SDK),
  ),
  field(
    "agentlanguage",
    "agentLanguage",
    "text",
    "Language",
    "The programming language that the user agent names.",
    from(AGENT_LANGUAGE),
  ),
  field(
    "channel",
    "channel",
    "text",
    "Channel",
    "How the call was made: in the console, by a command line or SDK, by an AWS service, or by an assistant through an MCP server of AWS. From the user agent, so a caller can pretend.",
    { ...from(CHANNEL), values: CHANNELS },
  ),
] as const;

/** The derived fields as expressions, for evaluation on a record. */
export const derivedTexts = {
  actor: ACTOR,
  actorarn: ACTOR_ARN,
  resource: RESOURCE,
  bytes: BYTES,
  agentproduct: AGENT_PRODUCT,
  agentversion: AGENT_VERSION,
  agentos: AGENT_OS,
  agentsdk: AGENT_SDK,
  agentlanguage: AGENT_LANGUAGE,
  channel: CHANNEL,
} as const satisfies Partial<Record<(typeof derivedFields)[number]["name"], Text>>;
