"use client";
/** The page of rules as a separate part of the code. */
import dynamic from "next/dynamic";
import { loadCode } from "@/components/ui/load-code";
import type { RulesPageProps } from "./rules-page";

/** The page shares most of its modules with that of a playbook, whose first load is not to grow by it. */
const RulesPage = dynamic(() =>
  loadCode(() => import("./rules-page")).then((module) => module.RulesPage),
);

/** The page of rules. */
export function Rules(props: RulesPageProps) {
  return <RulesPage {...props} />;
}
