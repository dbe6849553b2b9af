/** The frame of every page: its theme, its providers, its metadata. */
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { readTheme, THEME_COOKIE } from "@/components/shell/theme";
import { ICON } from "@/components/ui/icon";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Trailbook", template: "%s · Trailbook" },
  description:
    "Incident response over AWS CloudTrail: playbooks, pivots, shareable investigations.",
  icons: ICON,
  openGraph: { type: "website", siteName: "Trailbook" },
  robots: { index: false, follow: false },
};

/** The frame of every page. Reading the cookie makes each page dynamic, which its nonce needs. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    // A theme that was switched while the page was loading is no reason to start over.
    <html lang="en" data-theme={theme === "system" ? undefined : theme} suppressHydrationWarning>
      <body className="min-h-dvh">
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
