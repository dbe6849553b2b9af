"use client";
/** The name of this tab to the server. */
import { useEffect, useState } from "react";

/** What this page calls itself to the server. A page that was left and is shown again is another. */
export function useSubscriber(): string {
  const [subscriber, setSubscriber] = useState(() => crypto.randomUUID());
  useEffect(() => {
    const renew = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setSubscriber(crypto.randomUUID());
    };
    window.addEventListener("pageshow", renew);
    return () => window.removeEventListener("pageshow", renew);
  }, []);
  return subscriber;
}
