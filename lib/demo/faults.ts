/** The ways in which a call fails. */
import type { Fault } from "./record";

const fault = (probability: number, code: string, message: string): Fault => ({
  probability,
  code,
  message,
});

/** EC2 hides why in an encoded text; this is the shape of one. */
const EC2_DENIED_MESSAGE =
  "You are not authorized to perform this operation. Encoded authorization failure message: Zq3mV7pT0sXcK1yH8nRbWd5LfJ2gAeUo6iQ9tNvB4wCzMhPxGkSrDaYlEu-F_jIOq7T1bX3cV5nM8kL2hG9dS4aP6wR0yZeUiQoJfBtNxHvCmKsDgWpLrEa";

/** The denial each service answers with: EC2 has its own code, newer services add `Exception`. */
export function deniedFault(source: string, action: string, principal: string): Fault {
  if (source === "ec2.amazonaws.com")
    return fault(1, "Client.UnauthorizedOperation", EC2_DENIED_MESSAGE);
  const service = source.split(".")[0] ?? source;
  const api = action.replace(/\d{8}(v\d)?$/, "");
  const text = `User: ${principal} is not authorized to perform: ${service}:${api} because no identity-based policy allows the ${service}:${api} action`;
  return fault(1, OLD_STYLE.has(source) ? "AccessDenied" : "AccessDeniedException", text);
}

const OLD_STYLE: ReadonlySet<string> = new Set([
  "iam.amazonaws.com",
  "s3.amazonaws.com",
  "sts.amazonaws.com",
  "ses.amazonaws.com",
  "rds.amazonaws.com",
  "autoscaling.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "monitoring.amazonaws.com",
  "cloudfront.amazonaws.com",
  "route53.amazonaws.com",
  "sqs.amazonaws.com",
  "sns.amazonaws.com",
  "cloudformation.amazonaws.com",
]);

/** The background rate of failures that any call of a service has. */
export function usualFaults(source: string): readonly Fault[] {
  if (source === "ec2.amazonaws.com")
    return [
      fault(0.004, "Client.RequestLimitExceeded", "Request limit exceeded."),
      fault(0.006, "Client.UnauthorizedOperation", EC2_DENIED_MESSAGE),
    ];
  const denied = deniedFault(source, "access", "the caller");
  return [
    fault(0.005, "ThrottlingException", "Rate exceeded"),
    fault(0.004, denied.code, "User is not authorized to perform this operation"),
  ];
}

/** A fault that one API is known for, with its own rate. */
export const knownFault = fault;
