"use client";
/** The address files of the server, for parts of the page that say what more files would add. */
import { createContext } from "react";
import type { GeoSummary } from "@/lib/api/address-facts";

export const AddressData = createContext<GeoSummary>({ hasFolder: false, files: [], problems: [] });
