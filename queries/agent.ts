/**
 * What a user agent says about its program. A caller can write anything there; these fields show
 * what the text claims.
 */
import {
  anyOf,
  cases,
  column,
  constant,
  contains,
  ends,
  firstOf,
  found,
  nothing,
  oneOf,
  present,
  starts,
  type Text,
  when,
} from "./expression";

const agent = column("useragent");

const CONSOLE = "console";
const BROWSER = "browser";
const AWS_SERVICE = "AWS service";

/** The console's back ends sign calls for a user; `signin` is the console's sign-in page. */
export const isConsole = anyOf(
  starts(agent, "console."),
  oneOf(agent, "signin.amazonaws.com"),
  starts(agent, "S3Console/"),
  starts(agent, "[S3Console/"),
  contains(agent, " Console, aws-internal/"),
);
export const isService = anyOf(
  ends(agent, ".amazonaws.com"),
  ends(agent, ".amazonaws.com]"),
  starts(agent, "AWS Internal"),
  contains(agent, "aws-internal/"),
);
export const isBrowser = anyOf(starts(agent, "Mozilla"), starts(agent, "[Mozilla"));

/** Programs that are named after the SDK that they are made with. */
const NAMED_LATE = [
  "Terraform",
  "OpenTofu",
  "Pulumi",
  "amazon-ssm-agent",
  "external-dns",
  "eksctl",
] as const;

/** What S3 and odd callers put before the first name, and what ends it: a version or an id. */
const FIRST_NAME = String.raw`^[ \t\r\n<"(\[]*([^/ \t\r\n,;#_(){}<>"\[\]]+)`;

/** The program. */
export const AGENT_PRODUCT: Text = cases(
  when(isConsole, constant(CONSOLE)),
  when(isService, constant(AWS_SERVICE)),
  when(isBrowser, constant(BROWSER)),
  ...NAMED_LATE.map((name) => when(contains(agent, `${name}/`), constant(name))),
  when(present(agent), firstOf(found(agent, FIRST_NAME), constant("other"))),
);

const VERSION = String.raw`/([^ ,;(){}<>"\[\]]+)`;

/** Its version. Of a browser with its name, since all browsers are one product. */
export const AGENT_VERSION: Text = cases(
  when(
    isBrowser,
    firstOf(
      found(agent, "((?:Edg|OPR)/[0-9.]+)"),
      found(agent, "((?:Firefox|Chrome|Safari)/[0-9.]+)"),
    ),
  ),
  ...NAMED_LATE.map((name) => when(contains(agent, `${name}/`), found(agent, `${name}${VERSION}`))),
  when(present(agent), found(agent, `^[^/ ]+${VERSION}`)),
);

/** The first name of which one of the parts occurs; nothing of AWS's own machines. */
const named = (...names: readonly (readonly [name: string, ...parts: string[]])[]): Text =>
  cases(
    when(anyOf(isConsole, isService), nothing),
    ...names.map(([name, ...parts]) =>
      when(anyOf(...parts.map((part) => contains(agent, part))), constant(name)),
    ),
  );

/** The operating system. Distributions made for break-ins come first: they are Linux as well. */
export const AGENT_OS: Text = named(
  ["Kali Linux", "kali"],
  ["Parrot OS", "parrot"],
  ["Pentoo", "pentoo"],
  ["Windows", "Windows", "windows"],
  ["iOS", "iPhone", "iPad"],
  ["Android", "Android"],
  ["macOS", "Darwin", "darwin", "Mac OS X", "macos", "macOS"],
  ["Linux", "Linux", "linux"],
);

/** The programming language. */
export const AGENT_LANGUAGE: Text = named(
  ["PowerShell", "PowerShell"],
  ["Python", "Python/", "lang/python", "python-requests"],
  ["Go", "(go1", "lang/go", "Go-http-client"],
  ["JavaScript", "lang/js", "nodejs", "aws-sdk-js"],
  ["Java", "lang/java", "Java/", " java/", "aws-sdk-java"],
  ["Ruby", "Ruby/", "lang/ruby", "aws-sdk-ruby"],
  ["PHP", "PHP/", "lang/php", "aws-sdk-php"],
  [".NET", "lang/.net", ".NET", "aws-sdk-dotnet"],
  ["Rust", "lang/rust", "aws-sdk-rust"],
);

/** AWS's library that made the request, where it names itself. */
export const AGENT_SDK: Text = cases(
  when(anyOf(isConsole, isService), nothing),
  when(present(agent), found(agent, "(aws-sdk-[a-z]+(?:-v[0-9])?|Boto3|[Bb]otocore)")),
);

/** Products that mean more than a program's name. */
export const AGENT_PRODUCTS = [CONSOLE, BROWSER, AWS_SERVICE, "aws-cli", "Boto3", "Terraform"];
