/** Calls that open and close security groups. */
import { cases, column, constant, firstOf, joined, oneOf, same, when } from "../expression";
import { at, type Calls, listAt, makes, named, removes, WITHIN } from "./calls";

const OPENS = "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress";
const CLOSES = "RevokeSecurityGroupIngress RevokeSecurityGroupEgress";
const OUT = "AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress";

const direction = firstOf(
  cases(when(oneOf(column("eventname"), ...OUT.split(" ")), constant("out "))),
  constant("in "),
);

const protocol = at("item.ipProtocol");
const [firstPort, lastPort] = [at("item.fromPort"), at("item.toPort")];

/** `all traffic`, `tcp 22`, `tcp 8000-8080`. */
const ports = firstOf(
  cases(
    when(oneOf(protocol, "-1"), constant("all traffic")),
    when(same(firstPort, lastPort), joined(protocol, constant(" "), firstPort)),
  ),
  joined(protocol, constant(" "), firstPort, constant("-"), lastPort),
  protocol,
);

/**
 * The other end of a rule: an address range, or a group in an object within. The response names each
 * rule since 2021; a request may have several ends in one item, or be one rule itself.
 */
const ENDS = String.raw`(?:"(?:cidrIp|cidrIpv4|cidrIpv6|prefixListId|sourceSecurityGroupName)"|[\[,:]\s*\{[^{}]*?"groupId")\s*:\s*"([^"]+)"`;

const rules = {
  resource: firstOf(
    at("request.groupId", "item.groupId"),
    named("security-group/", at("request.groupName")),
  ),
  detail: joined(direction, ports, constant(" "), WITHIN),
  lists: [
    listAt("response.securityGroupRuleSet.items"),
    listAt("response.revokedSecurityGroupRuleSet.items"),
    listAt("request.ipPermissions.items"),
  ],
  within: ENDS,
};

export const NETWORK_CALLS: readonly Calls[] = [
  makes("security group", "CreateSecurityGroup", { resource: at("response.groupId") }),
  removes("DeleteSecurityGroup", { resource: at("request.groupId") }),
  makes("opened port", OPENS, rules),
  removes(CLOSES, rules),
];
