"use client";
/** The entry of a playbook page. */
import { AddressData } from "@/components/cell/address-data";
import { findPlaybook } from "@/queries/index";
import { PlaybookView, type WorkbenchProps } from "./playbook-view";
import { useInvestigation } from "./use-investigation";

/** The playbook page: the URL is its state, and everything below follows from it. */
export function Workbench(props: WorkbenchProps) {
  const { reading, go } = useInvestigation(props.scopes);
  const playbook = reading ? findPlaybook(reading.investigation.playbookId) : null;
  if (!reading || !playbook) return null;
  return (
    <AddressData value={props.summary.geo}>
      <PlaybookView {...props} reading={reading} playbook={playbook} go={go} />
    </AddressData>
  );
}
