/** The JSON text of a CloudTrail record. */
import type { Instance } from "./instances";
import type { Rng } from "./rng";
import type { Account } from "./world";

/** The context of a call: its random draws, account, region and, for instances, which one. */
export type CallContext = {
  readonly rng: Rng;
  readonly account: Account;
  readonly region: string;
  /** The time of the event, `2026-03-19T02:10:07Z`. */
  readonly time: string;
  readonly instance?: Instance;
};

/** Who calls: the parts of a record that do not depend on the API. */
export type Caller = {
  /** The JSON text of `userIdentity`. */
  readonly identity: string;
  readonly ip: string;
  readonly agent: string;
  /** False for calls that services make: those records carry no TLS details. */
  readonly tls: boolean;
  readonly console?: boolean;
  /** S3 writes user agents in brackets; some old clients' calls come without. */
  readonly plainAgent?: boolean;
  readonly vpcEndpoint?: string;
};

/** A way to fail, and how likely it is. */
export type Fault = {
  readonly probability: number;
  readonly code: string;
  readonly message: string;
};

/** Makes one part of a record; `subject` is what the call is about, drawn once per event. */
export type Part = (context: CallContext, subject: string) => string;

/** One API call. Every part is JSON text; a missing one is `null` or absent, as CloudTrail has it. */
export type Call = {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  /** The resource that several parts name, such as a bucket. */
  readonly subject?: (context: CallContext) => string;
  readonly params?: Part;
  readonly response?: Part;
  readonly additional?: Part;
  readonly resources?: Part;
  readonly faults?: readonly Fault[];
  /** The JSON text of a message without a code: a refused sign-in has one and still answers. */
  readonly errorMessage?: string;
  /** For global services such as IAM: the event's region is us-east-1, in any folder. */
  readonly global?: boolean;
  readonly eventType?: string;
  /** It is recorded in several accounts, under one id: this one, or a random one. */
  readonly shared?: boolean | string;
  /** The host that the client asked for, when it is not the service's own. */
  readonly host?: Part;
  readonly serviceDetails?: Part;
};

/** Event versions differ by service; the trail has four of them. */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  ["ec2.amazonaws.com", "1.11"],
  ["iam.amazonaws.com", "1.11"],
  ["s3.amazonaws.com", "1.11"],
  ["kms.amazonaws.com", "1.11"],
  ["cloudtrail.amazonaws.com", "1.11"],
  ["lambda.amazonaws.com", "1.11"],
  ["sts.amazonaws.com", "1.10"],
  ["ssm.amazonaws.com", "1.10"],
  ["secretsmanager.amazonaws.com", "1.10"],
  ["rds.amazonaws.com", "1.10"],
  ["guardduty.amazonaws.com", "1.10"],
  ["autoscaling.amazonaws.com", "1.08"],
  ["signin.amazonaws.com", "1.08"],
  ["health.amazonaws.com", "1.08"],
  ["elasticloadbalancing.amazonaws.com", "1.08"],
]);
const API_VERSIONS: ReadonlyMap<string, string> = new Map([
  ["logs.amazonaws.com", "20140328"],
  ["elasticloadbalancing.amazonaws.com", "2015-12-01"],
  ["route53.amazonaws.com", "2013-04-01"],
  ["cloudfront.amazonaws.com", "2020_05_31"],
]);
const TLS =
  ',"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"';

const versionOf = (source: string): string => VERSIONS.get(source) ?? "1.09";

function failureOf(call: Call, rng: Rng): Fault | undefined {
  if (call.faults === undefined) return undefined;
  let mark = rng.unit();
  for (const fault of call.faults) {
    if (mark < fault.probability) return fault;
    mark -= fault.probability;
  }
  return undefined;
}

function hostOf(call: Call, context: CallContext, region: string, subject: string): string {
  if (call.host !== undefined) return call.host(context, subject);
  return call.global === true ? call.source : call.source.replace(".", `.${region}.`);
}

/** The JSON text of one record. Only `agent`, `ip` and error messages may hold arbitrary text. */
export function renderRecord(call: Call, caller: Caller, context: CallContext): string {
  const { rng } = context;
  const subject = call.subject === undefined ? "" : call.subject(context);
  const fault = failureOf(call, rng);
  const region = call.global === true ? "us-east-1" : context.region;
  const isS3 = call.source === "s3.amazonaws.com";
  const agent = JSON.stringify(
    isS3 && caller.tls && caller.plainAgent !== true ? `[${caller.agent}]` : caller.agent,
  );
  const error =
    fault === undefined
      ? call.errorMessage === undefined
        ? ""
        : `,"errorMessage":${call.errorMessage}`
      : `,"errorCode":"${fault.code}","errorMessage":${JSON.stringify(fault.message)}`;
  const response =
    fault === undefined && call.response !== undefined ? call.response(context, subject) : "null";
  const requestId = isS3 ? rng.upper(16) : rng.uuid();
  const additional =
    call.additional === undefined
      ? ""
      : `,"additionalEventData":${call.additional(context, subject)}`;
  const resources =
    call.resources === undefined ? "" : `,"resources":${call.resources(context, subject)}`;
  const details =
    call.serviceDetails === undefined
      ? ""
      : `,"serviceEventDetails":${call.serviceDetails(context, subject)}`;
  const apiVersion = API_VERSIONS.get(call.source);
  const version = apiVersion === undefined ? "" : `,"apiVersion":"${apiVersion}"`;
  const sharedId = call.shared === true ? rng.uuid() : call.shared;
  const shared = sharedId ? `,"sharedEventID":"${sharedId}"` : "";
  const endpoint =
    caller.vpcEndpoint === undefined
      ? ""
      : `,"vpcEndpointId":"${caller.vpcEndpoint}","vpcEndpointAccountId":"${context.account.id}"`;
  const tls = caller.tls ? `${TLS}${hostOf(call, context, region, subject)}"}` : "";
  const console = caller.console === true ? ',"sessionCredentialFromConsole":"true"' : "";
  const params = call.params === undefined ? "null" : call.params(context, subject);
  return `{"eventVersion":"${versionOf(call.source)}","userIdentity":${caller.identity},"eventTime":"${context.time}","eventSource":"${call.source}","eventName":"${call.name}","awsRegion":"${region}","sourceIPAddress":${JSON.stringify(caller.ip)},"userAgent":${agent}${error},"requestParameters":${params},"responseElements":${response}${additional},"requestID":"${requestId}","eventID":"${rng.uuid()}","readOnly":${call.readOnly}${resources},"eventType":"${call.eventType ?? "AwsApiCall"}"${version},"managementEvent":true,"recipientAccountId":"${context.account.id}"${shared}${details}${endpoint},"eventCategory":"Management"${tls}${console}}`;
}
