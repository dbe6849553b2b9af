/** The steps that every playbook about a caller has: what it used, called, changed, and was denied. */
import { events, measuredBy, type StepText } from "../playbook";
import { denied, is } from "../query";
import { about, CALLER_ROW, type Caller, CHANGE_ROW } from "./caller";
import { inSession, SESSION_ROWS, toSession } from "./session-rows";

export function keysOf(caller: Caller): StepText {
  return {
    ...about(caller, "keys"),
    question: `Which keys did this ${caller.name} use?`,
    why: "A new key, or one used from a different place, may be in someone else's hands.",
    empty: `No call of this ${caller.name} in this time range was signed by a key.`,
    answer: measuredBy(
      ["accesskeyid", "accountid"],
      ["succeeded", "denied", "addresses", "tools", "firstseen", "lastseen"],
    ),
  };
}

export function toolsOf(caller: Caller): StepText {
  return {
    ...about(caller, "tools"),
    question: `Which tools did this ${caller.name} use?`,
    why: "People and programs use few tools. A new one may be someone else.",
    empty: `This ${caller.name} made no call in this time range.`,
    answer: measuredBy(
      ["agentproduct", "useragent"],
      ["succeeded", "denied", "addresses", "firstseen", "lastseen"],
    ),
  };
}

export function addressesOf(caller: Caller): StepText {
  return {
    ...about(caller, "addresses"),
    question: `From which addresses did this ${caller.name} call?`,
    why: "Look next at an address that is new on the day of the incident.",
    empty: `This ${caller.name} made no call in this time range.`,
    answer: measuredBy(
      ["sourceipaddress"],
      ["succeeded", "denied", "tools", "keys", "regions", "firstseen", "lastseen"],
    ),
  };
}

export function callsOf(caller: Caller): StepText {
  return {
    ...about(caller, "calls"),
    question: `Which calls did this ${caller.name} make?`,
    why: "Usual calls come first, unusual ones last.",
    empty: `This ${caller.name} made no call in this time range.`,
    answer: measuredBy(
      ["eventsource", "eventname"],
      ["succeeded", "denied", "failed", "firstseen", "lastseen"],
    ),
  };
}

export function deniedTo(caller: Caller): StepText {
  return {
    ...about(caller, "denied"),
    question: `What was this ${caller.name} denied?`,
    why: "Denials show what someone was after and could not reach.",
    empty: `This ${caller.name} was not denied anything in this time range.`,
    where: [...caller.where, denied],
    answer: measuredBy(
      ["eventsource", "eventname", "errorcode"],
      ["addresses", "firstseen", "lastseen"],
    ),
  };
}

export function changesBy(caller: Caller): StepText {
  return {
    ...about(caller, "changes"),
    question: `What did this ${caller.name} change, or try to?`,
    why: "Only calls that write, each with what it asked for: the list to review, and to undo.",
    empty: `This ${caller.name} made no call that writes in this time range.`,
    where: [...caller.where, is("readonly", "false")],
    answer: events(...CHANGE_ROW.filter((column) => column !== "actor")),
    view: "timeline",
  };
}

export function timelineOf(caller: Caller): StepText {
  return {
    ...about(caller, "timeline"),
    question: `What did this ${caller.name} do, in order?`,
    why: "Every call, the timeline of the incident.",
    empty: `This ${caller.name} made no call in this time range.`,
    answer: events(...CALLER_ROW),
    view: "timeline",
  };
}

export function sessionsOf(caller: Caller): StepText {
  return {
    ...about(caller, "sessions"),
    question: `Which sessions did this ${caller.name} have?`,
    why: "Sessions that overlap and come from different addresses are suspect. A session used in two ways has two rows.",
    empty: `No call of this ${caller.name} in this time range was made in a session.`,
    where: [...caller.where, inSession],
    answer: SESSION_ROWS,
    view: "table",
    pivots: [toSession],
  };
}
