/** The page of an address that does not exist. */
import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

/** Shown for an address that does not exist. */
export default function NotFound() {
  return (
    <MessagePage title="There is nothing at this address">
      <p className="text-ink-2">
        The link may be cut short, or it names a playbook that this Trailbook does not have.
      </p>
      <a href="/" className={buttonClass()}>
        All playbooks
      </a>
    </MessagePage>
  );
}
