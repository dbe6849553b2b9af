/** Runs before every page and route: refuses requests of other sites, and sets the security headers. */
import { type NextRequest, NextResponse } from "next/server";
import FIXED_HEADERS from "@/bin/fixed-headers.json";

const NONCE_BYTES = 16;

/** Only scripts of this very response run; nothing is loaded from, or sent to, another host. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  // React's development build evaluates code to rebuild the server's stack traces, and Next's
  // error overlay brings style elements without a nonce.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : "";
  const styles = isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src ${styles}`,
    `style-src-elem ${styles}`,
    // React and the charts position by style attributes; log text is never in one.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether the request was made for this machine. A foreign page can point its own name at the
 * loopback address (DNS rebinding); the Host header then has that name.
 */
const isForThisMachine = (request: NextRequest): boolean =>
  LOOPBACK_HOSTS.has((request.headers.get("host") ?? "").replace(/:\d+$/, ""));

/** Data and actions, as opposed to pages, which any link may lead to. */
const isForData = ({ method, nextUrl }: NextRequest): boolean =>
  nextUrl.pathname.startsWith("/api/") || (method !== "GET" && method !== "HEAD");

/**
 * Whether another site had the browser send this. Every browser says so in Sec-Fetch-Site, which no
 * page can change; `none` is an address that the user typed. Old ones name the origin at least.
 */
function isFromAnotherSite({ headers }: NextRequest): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  return origin !== null && origin.replace(/^https?:\/\//, "") !== headers.get("host");
}

const refuse = (status: number, sentence: string): NextResponse =>
  new NextResponse(sentence, {
    status,
    headers: {
      ...FIXED_HEADERS,
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "Cache-Control": "private, no-store",
    },
  });

/** Next reads the nonce from the request's policy and puts it on its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  if (!isForThisMachine(request)) {
    return refuse(421, "Trailbook answers on localhost only.");
  }
  if (isForData(request) && isFromAnotherSite(request)) {
    return refuse(403, "Another site sent this request; Trailbook answers its own pages only.");
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.headers.set(name, value);
  // Log text stays out of every cache. Pages and actions have such a header by Next.
  if (request.nextUrl.pathname.startsWith("/api/"))
    response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/** Built files are the same for everyone and carry no log text. */
export const config = { matcher: "/((?!_next/static).*)" };
