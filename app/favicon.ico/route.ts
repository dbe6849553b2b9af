/** GET /favicon.ico: the icon. */
import { MARK } from "@/components/ui/icon";

/** The tab's icon for a browser that asks for it before it has read the page's own. */
export function GET(): Response {
  return new Response(MARK, {
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" },
  });
}
