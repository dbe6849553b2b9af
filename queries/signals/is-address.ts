/** Whether the address of an event is one: a call by an AWS service has the service's name there. */
import { groupsOf, octetsOf } from "../addresses";

/** Whether the text is an address of IPv4 or IPv6: no service's name, not `AWS Internal`. */
export function isAddress(text: string): boolean {
  const octets = octetsOf(text);
  return octets === null ? groupsOf(text) !== null : octets.every((octet) => octet <= 255);
}
