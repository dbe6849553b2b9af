"use client";
/** The names of accounts, for the parts of a page that show them. */
import { createContext } from "react";
import type { AccountNames } from "@/lib/api/answers";

/** What accounts are called, for the cells and records of a page. */
export const AccountNamesContext = createContext<AccountNames>({});
