/** How a feature is called, and the filters that lead to the events of one of its values. */
import type { Filter } from "../filters";
import type { Feature } from "./profile-types";

const WORDS: Readonly<Record<Feature, readonly [one: string, many: string]>> = {
  address: ["address", "addresses"],
  network: ["network", "networks"],
  agent: ["tool", "tools"],
  system: ["operating system", "operating systems"],
  service: ["service", "services"],
  call: ["call", "calls"],
  region: ["region", "regions"],
  hour: ["hour", "hours"],
};

export function featureWord(feature: Feature, count = 1): string {
  return WORDS[feature][count === 1 ? 0 : 1];
}

/** `12,431`, the same in every locale. */
export function counted(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

const exactly = (field: Filter["field"], value: string): Filter => ({
  field,
  op: "exactly",
  value,
});

/** The service and the name of a call. */
export function callParts(call: string): readonly [service: string, name: string] {
  const at = call.indexOf(":");
  return [call.slice(0, at), call.slice(at + 1)];
}

/** The filters for the events of one value. */
export function filtersOf(feature: Feature, value: string): readonly Filter[] {
  switch (feature) {
    case "address":
      return [exactly("sourceipaddress", value)];
    case "network":
      return [{ field: "sourceipaddress", op: "within", value }];
    case "agent":
      return [exactly("agentproduct", value)];
    case "system":
      return [exactly("agentos", value)];
    case "service":
      return [exactly("eventsource", value)];
    case "call": {
      const [service, name] = callParts(value);
      return [exactly("eventsource", service), exactly("eventname", name)];
    }
    case "region":
      return [exactly("awsregion", value)];
    case "hour":
      return [{ field: "eventtime", op: "starts", value }];
  }
}
