/** How a call was made: in the console, by a program, by an AWS service, through an assistant. */
import { isBrowser, isConsole, isService } from "./agent";
import {
  anyOf,
  cases,
  column,
  constant,
  contains,
  oneOf,
  present,
  type Text,
  when,
} from "./expression";

const agent = column("useragent");
const invokedBy = column("useridentity.invokedby");

/** AWS's hosted MCP server signs its calls by this name; AWS's local ones name themselves. */
const MCP_SERVER = "aws-mcp.amazonaws.com";

const CONSOLE = "console";
const PROGRAM = "command line or SDK";

/** The channel of a call; nothing where the event names no user agent. */
export const CHANNEL: Text = cases(
  when(
    anyOf(
      oneOf(agent, MCP_SERVER),
      oneOf(invokedBy, MCP_SERVER),
      contains(agent, "awslabs/mcp"),
      contains(agent, "awslabs#mcp"),
    ),
    constant("assistant"),
  ),
  when(anyOf(isConsole, isBrowser), constant(CONSOLE)),
  when(
    anyOf(oneOf(column("useridentity.type"), "AWSService"), present(invokedBy), isService),
    constant("AWS service"),
  ),
  when(present(agent), constant(PROGRAM)),
);

export const CHANNELS = [CONSOLE, PROGRAM, "AWS service", "assistant"] as const;
