-- program-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope} and {sessioncreated} is not null and {channel} = 'command line or SDK' and not ({principalid} like '%:i-%' escape '\')
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- console-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope} and {sessioncreated} is not null and {channel} = 'console'
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- assistant-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope} and {sessioncreated} is not null
    and ({channel} = 'assistant' or (eventsource = 'signin.amazonaws.com' and eventname = 'CreateOAuth2Token' and (additionaleventdata is null or not (additionaleventdata like '%"success":"false"%' escape '\')) and requestparameters like '%https://aws-mcp.%' escape '\'))
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- login-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope}
    and (eventsource = 'signin.amazonaws.com' and eventname = 'CreateOAuth2Token' and (additionaleventdata is null or not (additionaleventdata like '%"success":"false"%' escape '\')) and requestparameters like '%signin:::devtools/%' escape '\')
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- instance-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope} and {sessioncreated} is not null and {principalid} like '%:i-%' escape '\'
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
-- unproven-sessions
select actor, channel, sessioncreated, principalid, {events} as total, {as firstseen}, {as lastseen}, {as denied}, {as addresses}, {as tools}, {as keys} from (
  select eventid, {as actor}, {as channel}, {as sessioncreated}, {as principalid}, eventtime, {as outcome}, sourceipaddress, {as agentproduct}, {as accesskeyid}
  from cloudtrail where {scope} and {sessioncreated} is not null
    and ({mfaauthenticated} = 'false' and not ({principalid} like '%:i-%' escape '\') and {invokedby} is null)
) group by 1, 2, 3, 4 order by total desc, actor, channel, sessioncreated, principalid;
