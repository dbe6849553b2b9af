/** The playbook about the sessions of an account. */
import { playbook, type StepText } from "../playbook";
import { allOf, anyOf, byAnInstance, contains, is, isNull, not, type Predicate } from "../query";
import { inSession, SESSION_ROWS, toSession } from "./session-rows";

const listOf = (id: string, question: string, why: string, ...where: Predicate[]): StepText => ({
  id,
  question,
  why,
  empty: "There is no such session in this time range.",
  where: [inSession, ...where],
  answer: SESSION_ROWS,
  view: "table",
  pivots: [toSession],
});

/**
 * A token of AWS Sign-In: `aws login` gets one for its browser sign-in, and again every 15 minutes; a
 * program outside of AWS gets one by OAuth (AWS Sign-In user guide, CloudTrail examples). Sign-In writes
 * a failure into the event's further data.
 */
const isToken: readonly Predicate[] = [
  is("eventsource", "signin.amazonaws.com"),
  is("eventname", "CreateOAuth2Token"),
  anyOf(isNull("additionaleventdata"), not(contains("additionaleventdata", '"success":"false"'))),
];
/** The client of `aws login`, on the same device as the browser or on another one. */
const byAwsLogin = allOf(...isToken, contains("requestparameters", "signin:::devtools/"));
/** The token is for AWS's MCP server. */
const forAssistant = allOf(...isToken, contains("requestparameters", "https://aws-mcp."));

export const sessions = playbook({
  id: "sessions",
  title: "Sessions",
  question: "Which sessions were there, and who was behind each?",
  when: "An event names a role, and you need the person or program that used it.",
  attack: ["T1078.004", "T1550.001"],
  steps: [
    listOf(
      "program-sessions",
      "Which sessions used a command line or SDK?",
      "Roles that people and programs opened, without instances and services: the sessions that stolen credentials end in.",
      is("channel", "command line or SDK"),
      not(byAnInstance),
    ),
    listOf(
      "console-sessions",
      "Which sessions used the console?",
      "A person at a browser: when it began, from where, and how much was denied.",
      is("channel", "console"),
    ),
    listOf(
      "assistant-sessions",
      "Which sessions used an assistant?",
      "Calls that an AI assistant made through an MCP server of AWS, for the person whose session it was.",
      anyOf(is("channel", "assistant"), forAssistant),
    ),
    {
      ...listOf(
        "login-sessions",
        "Which sessions were opened with aws login?",
        "A browser sign-in that gave a command line its credentials, and each renewal. The address is the command line's.",
        byAwsLogin,
      ),
      where: [byAwsLogin],
      // What the command line then calls may have another time of opening.
      pivots: [{ ...toSession, fromRow: {} }],
    },
    listOf(
      "instance-sessions",
      "Which sessions belong to instances?",
      "An instance has one address and few tools. A row with two addresses means that its credentials are used elsewhere.",
      byAnInstance,
    ),
    listOf(
      "unproven-sessions",
      "Which sessions have no recorded MFA?",
      "People's sessions without a second factor, as far as AWS sees it: MFA at an identity provider is not recorded.",
      allOf(is("mfaauthenticated", "false"), not(byAnInstance), isNull("invokedby")),
    ),
  ],
});
