/** The licence of public Sigma rules. */

/** Whose rules they are, and what that asks of their users. */
export function LicenceNote() {
  return (
    <p className="text-[12px] text-ink-3">
      Most public Sigma rules are under the{" "}
      <a
        href="https://github.com/SigmaHQ/Detection-Rule-License"
        rel="noreferrer noopener"
        target="_blank"
        className="text-accent hover:underline"
      >
        Detection Rule License 1.1
      </a>
      , which requires their authors to be named with each hit. Trailbook does so.
    </p>
  );
}
