import { expect, it } from "vitest";
import { loggingIncidentEvents } from "./incident-logging";

it("names in the agent of each call the command that makes it", () => {
  const commands = new Map(
    loggingIncidentEvents().map(({ call, caller }) => [
      call.name,
      /^aws-cli\/2\.15\.30 .* prompt\/off command\/(\S+)$/.exec(caller.agent)?.[1],
    ]),
  );
  expect(commands.get("StopLogging")).toBe("cloudtrail.stop-logging");
  expect(commands.get("DeleteTrail")).toBe("cloudtrail.delete-trail");
  expect(commands.get("StopConfigurationRecorder")).toBe(
    "configservice.stop-configuration-recorder",
  );
  expect(commands.get("DisableAlarmActions")).toBe("cloudwatch.disable-alarm-actions");
  expect(commands.get("DeleteAnalyzer")).toBe("accessanalyzer.delete-analyzer");
  expect(commands.get("PutBucketLogging")).toBe("s3api.put-bucket-logging");
  expect(commands.get("UpdateIPSet")).toBe("wafv2.update-ip-set");
  expect(commands.get("AssumeRole")).toBe("sts.assume-role");
  expect(new Set(commands.values()).size).toBe(commands.size);
});
