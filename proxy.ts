/** Headers that keep a page to itself: what a log's text could do in it is text, and nothing else. */
import { type NextRequest, NextResponse } from "next/server";

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

const FIXED_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
};

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether the request was made for this machine. A foreign page can point a name of its own at the
 * loopback address (DNS rebinding); its name in the Host header gives it away.
 */
const isForThisMachine = (request: NextRequest): boolean =>
  LOOPBACK_HOSTS.has((request.headers.get("host") ?? "").replace(/:\d+$/, ""));

/** Next reads the nonce from the request's policy and puts it on its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  if (!isForThisMachine(request)) {
    return new NextResponse("Trailbook answers on localhost only.", { status: 421 });
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.headers.set(name, value);
  return response;
}

/** Built files are the same for everyone and carry no log text. */
export const config = { matcher: "/((?!_next/static|_next/image).*)" };
