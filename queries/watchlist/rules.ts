/**
 * Every rule of the watchlist. Which calls real intruders used: TrailDiscover by Adan Alvarez,
 * CC-BY-4.0. The sentences and conditions are our own.
 */

import { collectionRules } from "./collection";
import { credentialAccessRules } from "./credential-access";
import { defenseImpairmentRules } from "./defense-impairment";
import { discoveryRules } from "./discovery";
import { executionRules } from "./execution";
import { exfiltrationRules } from "./exfiltration";
import { impactRules } from "./impact";
import { initialAccessRules } from "./initial-access";
import { lateralMovementRules } from "./lateral-movement";
import { persistenceRules } from "./persistence";
import { privilegeEscalationRules } from "./privilege-escalation";
import { resourceHijackingRules } from "./resource-hijacking";
import type { Rule } from "./rule";
import { stealthRules } from "./stealth";

/** Ordered by ATT&CK tactic. */
export const RULES: readonly Rule[] = [
  ...initialAccessRules,
  ...executionRules,
  ...persistenceRules,
  ...privilegeEscalationRules,
  ...stealthRules,
  ...defenseImpairmentRules,
  ...credentialAccessRules,
  ...discoveryRules,
  ...lateralMovementRules,
  ...collectionRules,
  ...exfiltrationRules,
  ...impactRules,
  ...resourceHijackingRules,
];
