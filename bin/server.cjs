/**
 * Serves the built app: `node bin/server.cjs <host> <port>`. Next answers, except requests that it
 * would answer with a server error or without the security headers.
 */
process.env.NODE_ENV = "production";
const http = require("node:http");
const FIXED_HEADERS = require("./fixed-headers.json");

const METHODS = ["GET", "HEAD", "POST"];
/** Node itself refuses more than 256 KiB of headers, the cookies included. */
const MAX_URL_CHARACTERS = 240_000;

/** Of everything, except that a page has its own policy. */
const ALWAYS = {
  ...FIXED_HEADERS,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

const HEADERS = {
  ...ALWAYS,
  "Content-Type": "text/plain; charset=utf-8",
  "Cache-Control": "private, no-store",
};

function isDecodable(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

const TOO_LONG = [
  414,
  `This link is longer than ${MAX_URL_CHARACTERS.toLocaleString("en-US")} characters, the most that can be opened. Choose fewer accounts or filters.`,
];

/** @returns {[number, string] | null} the status and the sentence of a refusal */
function refusalOf({ method, url }) {
  if (!METHODS.includes(method)) return [405, `Trailbook does not answer ${method}.`];
  if (url.length > MAX_URL_CHARACTERS) return TOO_LONG;
  const [path] = url.split("?", 1);
  if (!path.startsWith("/") || !isDecodable(path))
    return [400, "This address is not well-formed, so it cannot be opened."];
  return null;
}

/** What Node cannot read as a request never reaches the listener. */
function refuseUnreadable(error, socket) {
  if (!socket.writable) return socket.destroy();
  const [status, sentence] =
    error.code === "HPE_HEADER_OVERFLOW" ? TOO_LONG : [400, "This is not an HTTP request."];
  const lines = Object.entries({ ...HEADERS, Connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n${head}\r\n${sentence}\n`);
}

async function serve(hostname, port) {
  const app = require("next")({ dev: false, hostname, port });
  const handle = app.getRequestHandler();
  await app.prepare();
  // A request without a Host header is refused by the proxy, with headers.
  const server = http.createServer({ requireHostHeader: false }, (request, response) => {
    for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
    const refusal = refusalOf(request);
    if (refusal === null) return handle(request, response);
    const [status, sentence] = refusal;
    const allow = status === 405 ? { Allow: METHODS.join(", ") } : {};
    response.writeHead(status, { ...HEADERS, ...allow });
    response.end(request.method === "HEAD" ? undefined : `${sentence}\n`);
  });
  server.on("clientError", refuseUnreadable);
  server.listen(port, hostname);
}

const [hostname, port] = process.argv.slice(2);
serve(hostname, Number(port));
