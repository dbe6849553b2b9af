/** The command of the AWS CLI that makes a call. */
import type { Call } from "./record";

/** Services that the AWS CLI calls otherwise than their events do. */
const CLI_NAMES: Readonly<Record<string, string>> = {
  "access-analyzer": "accessanalyzer",
  config: "configservice",
  monitoring: "cloudwatch",
  s3: "s3api",
};

/** `cloudtrail.stop-logging`: what the AWS CLI says in its agent of the command that makes a call. */
export function commandOf({ source, name }: Call): string {
  const service = source.replace(/\.amazonaws\.com$/, "");
  const words = name.replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2-");
  return `${CLI_NAMES[service] ?? service}.${words.toLowerCase()}`;
}
