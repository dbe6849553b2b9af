/** The environment of alerts: where links lead, and the webhook. Read by `trailbook hunt`. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { fail, type Result, succeed } from "./result";
import { fileReason } from "./writable";

export const WEBHOOK_KINDS = ["json", "slack"] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

export type WebhookSettings = {
  readonly url: URL;
  readonly kind: WebhookKind;
  /** The key of the signature; null for none. */
  readonly secret: string | null;
};

export type AlertSettings = {
  /** What links begin with, without a slash at the end; empty for the path alone. */
  readonly base: string;
  readonly webhook: WebhookSettings | null;
};

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);
const SLACK = /^hooks\.slack(-gov)?\.com$/;
/** HMAC-SHA256 is as strong as its key. */
const SHORTEST_SECRET = 16;

const optional = z
  .string()
  .optional()
  .transform((text) => (text === "" ? undefined : text));

const webAddress = optional.refine(
  (text) => text === undefined || (/^https?:\/\//.test(text) && URL.canParse(text)),
);

const Environment = z.object({
  TRAILBOOK_URL: webAddress,
  TRAILBOOK_WEBHOOK: webAddress,
  TRAILBOOK_WEBHOOK_KIND: optional.pipe(z.enum(WEBHOOK_KINDS).optional()),
  TRAILBOOK_WEBHOOK_SECRET: optional,
  TRAILBOOK_WEBHOOK_SECRET_FILE: optional,
});
type Values = z.infer<typeof Environment>;

/** What each variable has to be. The values stay unsaid: an address can be a secret. */
const MUST: Readonly<Record<string, string>> = {
  TRAILBOOK_URL: "must be an address such as https://trailbook.example.com",
  TRAILBOOK_WEBHOOK: "must be an https address",
  TRAILBOOK_WEBHOOK_KIND: `must be ${WEBHOOK_KINDS.join(" or ")}`,
};

function readSecret(values: Values): Result<string | null> {
  const { TRAILBOOK_WEBHOOK_SECRET: given, TRAILBOOK_WEBHOOK_SECRET_FILE: file } = values;
  if (given !== undefined && file !== undefined)
    return fail(
      "config",
      "Set TRAILBOOK_WEBHOOK_SECRET or TRAILBOOK_WEBHOOK_SECRET_FILE, not both.",
    );
  const name = file === undefined ? "TRAILBOOK_WEBHOOK_SECRET" : "TRAILBOOK_WEBHOOK_SECRET_FILE";
  let secret = given;
  if (file !== undefined) {
    try {
      secret = readFileSync(file, "utf8").trim();
    } catch (error) {
      return fail("config", `${name}: the file ${file} cannot be read: ${fileReason(error)}.`);
    }
  }
  if (secret === undefined) return succeed(null);
  return secret.length < SHORTEST_SECRET
    ? fail("config", `${name} must have at least ${SHORTEST_SECRET} characters.`)
    : succeed(secret);
}

function readWebhook(values: Values): Result<WebhookSettings | null> {
  const { TRAILBOOK_WEBHOOK: address, TRAILBOOK_WEBHOOK_KIND: kind } = values;
  if (address === undefined) return succeed(null);
  const url = new URL(address);
  if (url.protocol !== "https:" && !LOCAL.has(url.hostname))
    return fail(
      "config",
      "TRAILBOOK_WEBHOOK must be an https address; http is for localhost only.",
    );
  const secret = readSecret(values);
  if (!secret.ok) return secret;
  const usual = SLACK.test(url.hostname) ? "slack" : "json";
  return succeed({ url, kind: kind ?? usual, secret: secret.value });
}

/** Reads the settings; a failure names the wrong variable. */
export function readAlertSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<AlertSettings> {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    return fail("config", `${name} ${MUST[name] ?? "is not usable"}.`);
  }
  const webhook = readWebhook(parsed.data);
  if (!webhook.ok) return webhook;
  const base = (parsed.data.TRAILBOOK_URL ?? "").replace(/\/+$/, "");
  return succeed({ base, webhook: webhook.value });
}
