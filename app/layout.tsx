/** The frame of every page: its theme, its providers, its metadata. */
import type { Metadata } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { CSSProperties, ReactNode } from "react";
import { ROOM_COOKIE, ROOM_PROPERTY, readRoom } from "@/components/evidence/summary-room";
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

/**
 * The page loads its font before its style sheet asks for it, and the fallback until then has the
 * same widths: no text wraps otherwise when it arrives, and nothing moves.
 */
const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-inter",
});

/** The frame of every page. Reading the cookie makes each page dynamic, which its nonce needs. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const kept = await cookies();
  const theme = readTheme(kept.get(THEME_COOKIE)?.value);
  const room = readRoom(kept.get(ROOM_COOKIE)?.value);
  return (
    // A theme that was switched while the page was loading is not a reason to start over.
    <html
      lang="en"
      className={inter.variable}
      data-theme={theme === "system" ? undefined : theme}
      style={room === null ? undefined : ({ [ROOM_PROPERTY]: `${room}px` } as CSSProperties)}
      suppressHydrationWarning
    >
      <body className="min-h-dvh">
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
