/** The width of the last table, for the next one. */
import { createContext, type RefObject } from "react";

/** The width of a page's last table: its next one starts with it, so that it is not drawn twice. */
export const LastTableWidth = createContext<RefObject<number> | null>(null);
