/** An alert as a message for Slack. Log text in it is hostile: it must not notify anyone or become a link. */
import { eventsText } from "@/lib/text/denied-text";
import { shorten, visibleText } from "@/lib/text/visible-text";
import { type Alert, ruleCredit } from "./alert";

/** Slack refuses a section of more than 3,000 characters; an escape takes up to five of them. */
const LONGEST_VALUE = 200;
const LONGEST_LINK = 2_000;

/** What Slack reads as markup; `<!channel>` would notify everyone. */
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A text in which nothing is markup but what Slack shows as it is. */
function slackText(text: string): string {
  return shorten(visibleText(text), LONGEST_VALUE).replace(
    /[&<>]/g,
    (character) => ESCAPES[character] ?? "",
  );
}

/** A value from the log, shown as code: in it, nothing is bold, a list or a link. */
const code = (text: string): string => `\`${slackText(text).replaceAll("`", "'") || " "}\``;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, 5).map(code).join(", ");
  return values.length > 5 ? `${shown} and ${values.length - 5} more` : shown;
}

/** `&` is the only character of a link that Slack needs escaped; the link encodes the others. */
function linkText({ link }: Alert): string | null {
  if (!/^https?:/.test(link) || link.length > LONGEST_LINK) return null;
  const safe = link.replace(/[<>|\s]/g, (character) => encodeURIComponent(character));
  return `<${safe.replaceAll("&", "&amp;")}|Open in Trailbook>`;
}

/** The body of a request to Slack's incoming webhook. */
export function slackMessage(alert: Alert): unknown {
  const { severity, title, why, usuallyBenign, actor, total, first, last } = alert;
  const heading = `[${severity}] ${slackText(title)}`;
  const lines = [
    `*${heading}*`,
    `Actor ${code(actor)}, ${eventsText(total, alert.denied)}, ${first === last ? first : `${first} to ${last}`}`,
    ...(alert.accounts.length > 0 ? [`Account ${listed(alert.accounts)}`] : []),
    ...(alert.regions.length > 0 ? [`Region ${listed(alert.regions)}`] : []),
    slackText(why),
    ...(usuallyBenign === null ? [] : [`Often harmless: ${slackText(usuallyBenign)}`]),
  ];
  const credit = ruleCredit(alert);
  if (credit !== null) lines.push(slackText(credit));
  const link = linkText(alert);
  const text = [...lines, ...(link === null ? [] : [link])].join("\n");
  return {
    // Shown in notifications; without log text.
    text: heading,
    // Names such as @here stay text, and no address in the log becomes a link or a preview.
    parse: "none",
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }],
  };
}
