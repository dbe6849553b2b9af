/** POST /api/addresses: facts of source addresses. */
import * as z from "zod";
import { LONGEST_ADDRESS, MOST_ADDRESSES } from "@/lib/api/address-facts";
import { failureResponse } from "@/lib/api/failure-response";
import { describeAddresses } from "@/lib/geo/describe-addresses";
import { geo } from "@/lib/geo/geo";

const Addresses = z.array(z.string().max(LONGEST_ADDRESS)).max(MOST_ADDRESSES);

const TOO_MUCH = `Send a list of at most ${MOST_ADDRESSES} addresses of at most ${LONGEST_ADDRESS} characters.`;

/** The countries and networks of a list of addresses, in its order. Scans nothing. */
export async function POST(request: Request): Promise<Response> {
  const parsed = Addresses.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return failureResponse({ code: "bad-input", message: TOO_MUCH });
  return Response.json(describeAddresses(await geo(), parsed.data));
}
