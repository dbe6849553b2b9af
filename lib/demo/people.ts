/** The people and IAM users of the company. */
import type { Account } from "./world";
import { DEV, PROD, SECURITY } from "./world";

/** An IAM user with a long-lived key. */
export type IamUser = {
  readonly account: Account;
  readonly name: string;
  readonly id: string;
  readonly accessKeyId: string;
  readonly ips: readonly string[];
  readonly agents: readonly string[];
};

/** A person who signs in through the identity provider and gets a role session. */
export type SsoPerson = {
  readonly email: string;
  readonly ip: string;
  readonly agent: string;
  readonly cli: string;
};

const TERRAFORM =
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.82.2 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.6 ua/2.1 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64";
const CLI_LINUX =
  "aws-cli/2.22.12 md/awscrt#0.23.4 ua/2.0 os/linux#6.8.0-1021-aws md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24";
const CLI_MAC =
  "aws-cli/2.24.5 md/awscrt#0.23.8 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#source md/prompt#off";
const BOTO =
  "Boto3/1.35.92 md/Botocore#1.35.92 ua/2.0 os/linux#5.15.0-130-generic md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.92";

/** The CI user whose key leaks. Its two addresses are the build runners of the office. */
export const CI_DEPLOY: IamUser = {
  account: PROD,
  name: "ci-deploy",
  id: "AIDA3TQ5EXAMPLECIDEPL",
  accessKeyId: "AKIA3TQ5EXAMPLE7QXWZ",
  ips: ["203.0.113.24", "203.0.113.25"],
  agents: [TERRAFORM, TERRAFORM, TERRAFORM, CLI_LINUX],
};

/** Other IAM users, at work in office time. */
export const IAM_USERS: readonly IamUser[] = [
  {
    account: PROD,
    name: "report-export",
    id: "AIDA3TQ5EXAMPLEREPEXP",
    accessKeyId: "AKIA3TQ5EXAMPLEB4RTE",
    ips: ["198.51.100.20"],
    agents: [BOTO],
  },
  {
    account: PROD,
    name: "anna.schmidt",
    id: "AIDA3TQ5EXAMPLEANNASC",
    accessKeyId: "AKIA3TQ5EXAMPLEJ2ANA",
    ips: ["203.0.113.41", "84.170.12.93"],
    agents: [CLI_MAC],
  },
  {
    account: DEV,
    name: "dev-sandbox",
    id: "AIDA6WJ2EXAMPLEDEVSBX",
    accessKeyId: "AKIA6WJ2EXAMPLESBX31",
    ips: ["203.0.113.52"],
    agents: [CLI_LINUX, BOTO],
  },
  {
    account: SECURITY,
    name: "siem-reader",
    id: "AIDA5HB7EXAMPLESIEMRD",
    accessKeyId: "AKIA5HB7EXAMPLESIEM4",
    ips: ["198.51.100.130"],
    agents: [
      "aws-sdk-java/2.29.43 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.230 lang/java#17.0.13 md/OpenJDK_64-Bit_Server_VM#17.0.13+11-LTS md/en_US",
    ],
  },
];

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0";
const SAFARI =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15";

const person = (email: string, ip: string, agent: string, cli: string): SsoPerson => ({
  email,
  ip,
  agent,
  cli,
});

/** The people of the company, each with a usual address and browser. */
export const PEOPLE: readonly SsoPerson[] = [
  person("petra.lang@example.com", "203.0.113.60", FIREFOX, CLI_LINUX),
  person("j.weber@example.com", "203.0.113.61", CHROME, CLI_LINUX),
  person("maria.rossi@example.com", "203.0.113.62", SAFARI, CLI_MAC),
  person("tom.nguyen@example.com", "84.115.210.7", CHROME, CLI_MAC),
  person("sofia.lindqvist@example.com", "90.229.14.181", SAFARI, CLI_MAC),
  person("oleg.petrov@example.com", "203.0.113.63", FIREFOX, CLI_LINUX),
  person("d.okafor@example.com", "81.2.69.144", CHROME, CLI_LINUX),
  person("lee.park@example.com", "203.0.113.64", CHROME, CLI_MAC),
];

/** One of the company's people, by address. */
export function personOf(email: string): SsoPerson {
  const found = PEOPLE.find((one) => one.email === email);
  if (found === undefined) throw new Error(`no person ${email}`);
  return found;
}
