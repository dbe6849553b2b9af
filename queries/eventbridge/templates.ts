/** Event patterns as what creates them: CloudFormation, Terraform's JSON, or plain JSON. */
import type { EventPattern, PatternNode, Refused } from "./rule-patterns";

export type Patterns = {
  readonly patterns: readonly EventPattern[];
  readonly refused: readonly Refused[];
};

const ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
const TARGET = "ARN of the SNS topic, SQS queue or Lambda function that gets the alerts";
const ABOUT = "Rules of Trailbook's watchlist that one event decides";

const stateOf = ({ needsReads }: EventPattern): string => (needsReads ? ALL_EVENTS : "ENABLED");

const descriptionOf = ({ rule }: EventPattern): string => `[${rule.severity}] ${rule.title}`;

/** EventBridge puts the event in place of the variable, so that the target gets one JSON object. */
function inputOf({ rule: { id, severity, title } }: EventPattern): string {
  const head = JSON.stringify({ rule: id, severity, title });
  return `${head.slice(0, -1)},"event":<aws.events.event.json>}`;
}

/** By the rule's id, what of it has no pattern, and why. */
function notExported(refused: readonly Refused[]): Readonly<Record<string, string>> {
  const reasons: Record<string, string> = {};
  for (const { rule, calls, reason } of refused) {
    const sentence = `${calls.length === 0 ? "It" : `The rule for ${calls.join(", ")}`} ${reason}.`;
    reasons[rule.id] =
      reasons[rule.id] === undefined ? sentence : `${reasons[rule.id]} ${sentence}`;
  }
  return reasons;
}

/** `user-created-2` as `UserCreated2`. */
const logicalId = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A CloudFormation template. */
function cloudFormation({ patterns, refused }: Patterns): unknown {
  const resources = patterns.map((each) => [
    `Trailbook${logicalId(each.name)}`,
    {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: `trailbook-${each.name}`,
        Description: descriptionOf(each),
        State: stateOf(each),
        EventPattern: each.pattern,
        Targets: [
          {
            Id: "alert",
            Arn: { Ref: "TargetArn" },
            InputTransformer: { InputTemplate: inputOf(each) },
          },
        ],
      },
    },
  ]);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: ABOUT,
    Metadata: { NotExported: notExported(refused) },
    Parameters: { TargetArn: { Type: "String", Description: TARGET } },
    Resources: Object.fromEntries(resources),
  };
}

/** In Terraform's texts, these begin an expression. */
const terraformText = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

/** The most characters of a line of a comment. */
const LINE = 90;

/** A text as lines, broken between words. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= LINE)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A configuration for a file `*.tf.json`. Terraform ignores what is under `//`. */
function terraform({ patterns, refused }: Patterns): unknown {
  const named = (of: (each: EventPattern, id: string) => unknown) =>
    Object.fromEntries(
      patterns.map((each) => {
        const id = `trailbook_${each.name.replaceAll("-", "_")}`;
        return [id, of(each, id)];
      }),
    );
  const reasons = Object.entries(notExported(refused)).map(([id, reason]) => `${id}: ${reason}`);
  return {
    "//": [
      `${ABOUT}.`,
      ...(reasons.length > 0 ? ["Not exported:"] : []),
      ...reasons.flatMap(wrapped),
    ],
    variable: { trailbook_target_arn: { type: "string", description: TARGET } },
    resource: {
      aws_cloudwatch_event_rule: named((each) => ({
        name: `trailbook-${each.name}`,
        description: terraformText(descriptionOf(each)),
        state: stateOf(each),
        event_pattern: terraformText(JSON.stringify(each.pattern)),
      })),
      aws_cloudwatch_event_target: named((each, id) => ({
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Terraform.
        rule: "${aws_cloudwatch_event_rule.NAME.name}".replace("NAME", id),
        target_id: "alert",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Terraform.
        arn: "${var.trailbook_target_arn}",
        input_transformer: { input_template: terraformText(inputOf(each)) },
      })),
    },
  };
}

/** What plain JSON has of a rule. */
type ListedPattern = {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly state: string;
  readonly pattern: PatternNode;
};

function plain({ patterns, refused }: Patterns): {
  readonly patterns: readonly ListedPattern[];
  readonly notExported: Readonly<Record<string, string>>;
} {
  return {
    patterns: patterns.map((each) => ({
      rule: each.rule.id,
      severity: each.rule.severity,
      title: each.rule.title,
      state: stateOf(each),
      pattern: each.pattern,
    })),
    notExported: notExported(refused),
  };
}

/** How patterns can be written, as JSON values. */
export const TEMPLATES = { cloudformation: cloudFormation, terraform, json: plain } as const;
