/** A proxy as companies have it, and a server with a private certificate, on this machine. */
import { generateKeyPairSync, sign } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const time = (text: string) => der(0x17, Buffer.from(text));

/** A self-signed certificate for 127.0.0.1 (RFC 5280), valid from 2020 to 2049, and its key. */
function selfSigned(): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(der(0x06, hex("2a8648ce3d040302")));
  const commonName = sequence(der(0x06, hex("550403")), der(0x0c, Buffer.from("127.0.0.1")));
  const name = sequence(der(0x31, commonName));
  const address = sequence(der(0x87, Buffer.from([127, 0, 0, 1])));
  const names = sequence(der(0x06, hex("551d11")), der(0x04, address));
  const body = sequence(
    der(0xa0, der(0x02, hex("02"))),
    der(0x02, hex("01")),
    algorithm,
    name,
    sequence(time("200101000000Z"), time("491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(names)),
  );
  const signature = der(0x03, hex("00"), sign("sha256", body, privateKey));
  const text = sequence(body, algorithm, signature).toString("base64");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${text.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Listens on a free port of this machine. */
async function listening(server: Server) {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => void server.close() };
}

function forward(target: string, request: http.IncomingMessage, response: http.ServerResponse) {
  const { method, headers } = request;
  const onward = http.request(target, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

/** Serves another server's answers over TLS. */
export async function serveTls(url: string) {
  const server = https.createServer(selfSigned(), (request, response) =>
    forward(`${url}${request.url}`, request, response),
  );
  const { port, close } = await listening(server);
  return { url: `https://127.0.0.1:${port}`, close };
}

/**
 * A proxy that notes each request: `POST http://…` or `CONNECT host:port`. With a page it lets nothing
 * through and answers with that.
 */
export async function startProxy(blockPage: string | null = null) {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (blockPage === null) return forward(request.url ?? "", request, response);
    response.writeHead(200, { "content-type": "text/html" });
    response.end(blockPage);
  });
  server.on("connect", (request, socket, head) => {
    seen.push(`CONNECT ${request.url}`);
    const [host, port] = (request.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  const { port, close } = await listening(server);
  return { url: `http://127.0.0.1:${port}`, seen, close };
}
