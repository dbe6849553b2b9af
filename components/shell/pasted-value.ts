/** Finds the value in a pasted text, and says why it looks mistyped. Pure. */
import { readNetwork } from "@/queries/addresses";
import { checkInput, type Kind } from "@/queries/kinds";
import { timeProblem } from "./time-slip";
import { hasOwnForm } from "./value-forms";

const ALMOST: readonly { readonly kind: Kind; readonly shape: RegExp }[] = [
  { kind: "accessKeyId", shape: /^A[KS]IA[A-Z0-9]{3,}$/ },
  { kind: "accessKeyId", shape: /^A[KS]IA[A-Z0-9]{8,}$/i },
  { kind: "instanceId", shape: /^i-[0-9a-f]+$/i },
  { kind: "sourceIp", shape: /^\d+(?:\.\d+){3}$/ },
];

type Slip = { readonly kind: Kind; readonly value: string; readonly reason: string };

/** An address of IPv4 or IPv6, and what follows a slash. */
const NETWORK = /^(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:.]*)\/\d*$/i;

/** Why a value looks mistyped: a search for it would find nothing. */
export function slipOf(text: string): Slip | null {
  const network = NETWORK.test(text) ? readNetwork(text) : null;
  if (network && !network.ok) return { kind: "sourceIp", value: text, reason: network.reason };
  const time = timeProblem(text);
  if (time !== null) return { kind: "time", value: text, reason: time };
  const kind = ALMOST.find(({ shape }) => shape.test(text))?.kind;
  const value = kind === "accessKeyId" ? text.toUpperCase() : text;
  const check = kind ? checkInput(kind, value) : null;
  return kind && check && !check.ok ? { kind, value, reason: check.reason } : null;
}

/** Removes the quotes and commas around a value pasted from JSON or a sentence. */
const unwrap = (text: string): string =>
  text
    .trim()
    .replace(/[,;]$/, "")
    .replace(/^(["'`])(.*)\1$/s, "$2")
    .trim();

const EDGES = /^[\s"'`“”‘’()[\]{}<>,;:.=…]+|[\s"'`“”‘’()[\]{}<>,;:.=…]+$/g;

/** The name before a value: `key=`, `"accessKeyId": `, `export AWS_ACCESS_KEY_ID=`. */
const NAMED = /^[\s{"'`]*(?:export\s+)?[\w.-]+["'`]?\s*[:=]/;

/** A key in a sentence or a signed URL. */
const KEY_WITHIN = /(?<![\w/-])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/;

/** An address in brackets, with a zone or with a port. */
const ADDRESS =
  /^(?:[\s\S]*[=\s])?[[({<]*(\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:.]*)(?:%\w+)?[\])}>]*(?::\d+)?$/i;

/** Longer texts are not values with something around them. */
const MAX_LENGTH = 2048;

const isValue = (text: string): boolean => hasOwnForm(text) || slipOf(text) !== null;

/** The value in a pasted text, without what is around it. */
export function valueIn(text: string): string {
  const plain = unwrap(text);
  if (plain.length > MAX_LENGTH || isValue(plain)) return plain;
  const given = plain.replace(NAMED, "");
  const address = ADDRESS.exec(plain.replaceAll("[.]", "."))?.[1] ?? "";
  const inner = [plain.replace(EDGES, ""), unwrap(given), given.replace(EDGES, ""), address];
  return inner.find(isValue) ?? KEY_WITHIN.exec(plain)?.[0] ?? plain;
}
