/** Work groups and their settings. */
import { invalidRequest } from "./wire-error";

export type WorkGroup = {
  /** Where results go unless a query says otherwise; null where every query must say. */
  readonly outputLocation: string | null;
  /** The group's settings win over those of a query. */
  readonly enforced: boolean;
  /** Athena keeps results itself (managed query results): there is no file to read. */
  readonly managedResults: boolean;
  readonly bytesScannedCutoff: number | null;
  readonly engineVersion: string;
  readonly enabled: boolean;
};

const DEFAULTS: WorkGroup = {
  outputLocation: "s3://athena-results/primary/",
  enforced: false,
  managedResults: false,
  bytesScannedCutoff: null,
  engineVersion: "Athena engine version 3",
  enabled: true,
};

export type WorkGroups = {
  /** @throws the answer to a request for a group that does not exist */
  readonly get: (name: string) => WorkGroup;
  readonly set: (name: string, change: Partial<WorkGroup>) => void;
};

/** Opens the account's work groups; `primary` always exists. */
export function openWorkGroups(
  initial: Readonly<Record<string, Partial<WorkGroup>>> = {},
): WorkGroups {
  const groups = new Map<string, WorkGroup>([["primary", DEFAULTS]]);
  const set = (name: string, change: Partial<WorkGroup>) => {
    const known = groups.get(name) ?? {
      ...DEFAULTS,
      outputLocation: `s3://athena-results/${name}/`,
    };
    groups.set(name, { ...known, ...change });
  };
  for (const [name, change] of Object.entries(initial)) set(name, change);
  return {
    set,
    get: (name) => {
      const group = groups.get(name);
      if (!group) throw invalidRequest("WorkGroup is not found.");
      return group;
    },
  };
}

/** A group as GetWorkGroup reports it. */
export function describeWorkGroup(name: string, group: WorkGroup) {
  const hasLocation = group.outputLocation !== null && !group.managedResults;
  return {
    WorkGroup: {
      Name: name,
      State: group.enabled ? "ENABLED" : "DISABLED",
      CreationTime: 1_700_000_000,
      Configuration: {
        ResultConfiguration: hasLocation ? { OutputLocation: group.outputLocation } : {},
        ManagedQueryResultsConfiguration: { Enabled: group.managedResults },
        EnforceWorkGroupConfiguration: group.enforced,
        PublishCloudWatchMetricsEnabled: true,
        RequesterPaysEnabled: false,
        ...(group.bytesScannedCutoff === null
          ? {}
          : { BytesScannedCutoffPerQuery: group.bytesScannedCutoff }),
        EngineVersion: {
          SelectedEngineVersion: group.engineVersion,
          EffectiveEngineVersion: group.engineVersion,
        },
        EnableMinimumEncryptionConfiguration: false,
      },
    },
  };
}
