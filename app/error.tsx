"use client";
/** The page of a failure that nothing else caught. */
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

type Props = { readonly error: Error & { readonly digest?: string }; readonly retry: () => void };

/** Shown where a page could not be built. The cause is in the server's log, under the digest. */
export default function ErrorPage({ error, retry }: Props) {
  return (
    <MessagePage title="This page could not be shown">
      <p className="text-ink-2">
        Something went wrong. The link is unchanged. Try again, or look in the server’s log
        {error.digest ? (
          <>
            {" "}
            for <code className="font-mono text-[12px]">{error.digest}</code>
          </>
        ) : null}
        .
      </p>
      <Button look="main" onClick={retry}>
        Try again
      </Button>
    </MessagePage>
  );
}
