/** What calls on logging, detection and alarms act on. */
import { at, calls, path, rest, type Services } from "./resource-paths";

export const WATCH_RESOURCES: Services = {
  cloudtrail: [
    rest(
      path("trail/", "request.name", "request.trailName", "response.trailARN"),
      path("event-data-store/", "request.eventDataStore", "response.eventDataStoreArn"),
      path("", "request.resourceId", "request.resourceIdList[0]"),
      at("account/", "request.delegatedAdminAccountId"),
    ),
  ],
  config: [
    rest(
      at(
        "recorder/",
        "request.configurationRecorderName",
        "request.configurationRecorder.name",
        "request.configurationRecorder.Name",
      ),
      at("delivery-channel/", "request.deliveryChannelName", "request.deliveryChannel.name"),
      at("config-rule/", "request.configRuleName", "request.configRule.configRuleName"),
      at("retention/", "request.retentionConfigurationName"),
    ),
  ],
  guardduty: [
    calls(
      "CreateFilter UpdateFilter DeleteFilter",
      at("filter/", "request.filterName", "request.name"),
    ),
    calls(
      "DeleteMembers DisassociateMembers StopMonitoringMembers UpdateMemberDetectors",
      at("account/", "request.accountIds[0]"),
    ),
    calls("CreateIPSet UpdateIPSet DeleteIPSet", at("ip-set/", "request.ipSetId", "request.name")),
    calls(
      "EnableOrganizationAdminAccount DisableOrganizationAdminAccount",
      at("account/", "request.adminAccountId"),
    ),
    rest(
      at("detector/", "request.detectorId"),
      at("detector/", "response.detectorId"),
      at("account/", "request.accountIds[0]"),
    ),
  ],
  securityhub: [
    rest(
      path("hub/", "request.hubArn"),
      path("", "request.StandardsSubscriptionArns[0]", "request.StandardsControlArn"),
      path("", "request.ProductSubscriptionArn", "request.InsightArn"),
      at("account/", "request.AccountIds[0]", "request.AdminAccountId", "request.accountIds[0]"),
    ),
  ],
  macie2: [rest(at("account/", "request.id", "request.adminAccountId"))],
  detective: [rest(path("graph/", "request.graphArn", "request.GraphArn"))],
  "access-analyzer": [
    rest(path("analyzer/", "request.analyzerName", "request.analyzerArn", "response.arn")),
  ],
  inspector2: [rest(at("account/", "request.accountIds[0]"))],
  logs: [
    rest(
      path("log-group:", "request.logGroupName", "request.logGroupIdentifier"),
      at("log-group:", "request.logGroupNamePrefix"),
      at("destination/", "request.destinationName"),
    ),
  ],
  monitoring: [rest(at("alarm/", "request.alarmNames[0]", "request.alarmName"))],
  events: [rest(at("rule/", "request.rule", "request.name"))],
  wafv2: [rest(path("", "request.resourceArn", "request.aRN"), at("", "request.name"))],
  route53resolver: [rest(at("", "request.resolverQueryLogConfigId"))],
};
