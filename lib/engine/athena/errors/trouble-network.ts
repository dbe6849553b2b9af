/** Calls that did not reach AWS, or whose answers did not come back. */
import { type Case, says } from "./error-facts";

/** Codes of Node for certificates that it does not trust. */
const CERTIFICATE =
  /\b(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|ERR_TLS_CERT_ALTNAME_INVALID|CERT_[A-Z_]+)\b/;

const unreached: Case["say"] = (_, { region }) =>
  `AWS in ${region} cannot be reached: check the network, HTTPS_PROXY, AWS_REGION and AWS_ENDPOINT_URL_ATHENA, then try again.`;

export const NETWORK_CASES: readonly Case[] = [
  {
    when: (error) => /ENOTFOUND|EAI_AGAIN|UnknownEndpoint/.test(`${error.name} ${error.text}`),
    kind: "unreachable",
    say: (_, { region }) =>
      `Cannot reach AWS in ${region} (DNS lookup failed): check AWS_REGION, AWS_ENDPOINT_URL_ATHENA, HTTPS_PROXY and the network's name service.`,
  },
  {
    when: says(CERTIFICATE),
    kind: "refused",
    say: ({ text }, { region }) =>
      `The TLS certificate for AWS in ${region} cannot be verified (${CERTIFICATE.exec(text)?.[0]}): if a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to the file of its root certificate, and start Trailbook again.`,
  },
  {
    when: (error) => error.status === 407 || /proxy authentication required/i.test(error.text),
    kind: "refused",
    say: () =>
      "The proxy wants a user and a password (status 407): put them in HTTPS_PROXY, as http://user:password@host:port.",
  },
  {
    when: says(/<!doctype|<html|Unexpected token '?</i),
    kind: "unreachable",
    say: (_, { region }) =>
      `A web page came back instead of an answer from AWS in ${region}, so a proxy or firewall is blocking the call: have *.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""} allowed there, or set HTTPS_PROXY.`,
  },
  {
    // An answer that broke off: the call had its effect, or not.
    when: (error) =>
      error.name === "SyntaxError" || /deserialization error|not valid JSON/i.test(error.text),
    kind: "unreachable",
    say: (_, { region }) =>
      `The connection to AWS in ${region} broke off: check the network, then try again.`,
  },
  {
    // The SDK calls a connection that broke a TimeoutError too.
    when: says(/ECONN(RESET|REFUSED|ABORTED)|EPIPE|socket hang up/),
    kind: "unreachable",
    say: unreached,
  },
  {
    when: (error) => /Timeout|TimedOut|ETIMEDOUT/.test(`${error.name} ${error.text}`),
    kind: "unreachable",
    say: (_, { region }) => `AWS in ${region} did not answer in time: try again in a minute.`,
  },
  {
    when: (error) =>
      error.status === null &&
      /ECONN|EPIPE|socket|network|aborted|fetch failed|EHOST|ENETUNREACH|TLS|certificate/i.test(
        `${error.name} ${error.text}`,
      ),
    kind: "unreachable",
    say: unreached,
  },
  {
    when: (error) =>
      (error.status ?? 0) >= 500 || /^(InternalServer|ServiceUnavailable)/.test(error.name),
    kind: "unreachable",
    say: (_, { region }) =>
      `AWS has an internal error in ${region}: try again in a minute, and look at its status page if it lasts.`,
  },
];
