/** The playbook of general questions. */
import { EVENT_ROW, fields } from "../fields";
import { countBy, events, inputIs, optional, playbook, required } from "../playbook";
import { denied, is, isNotNull } from "../query";
import { SIGN_IN_ROW, signInFilters } from "./sign-ins";

export const generalPurpose = playbook({
  id: "general-purpose",
  title: "General purpose",
  question: "What happened here, and what was denied?",
  when: "There is no suspect yet, or no other playbook fits.",
  attack: ["T1087.004", "T1580"],
  steps: [
    {
      id: "common-actions",
      question: "Which calls are made most?",
      why: "The account's usual activity: know it before you judge what is unusual.",
      empty: "No call was made in this time range.",
      answer: countBy("eventname"),
      view: "bars",
    },
    {
      id: "common-errors",
      question: "Which errors are most common?",
      why: "A burst of one error has a cause: a broken deployment, or someone probing permissions.",
      empty: "No call failed in this time range.",
      where: [isNotNull("errorcode")],
      answer: countBy("errorcode"),
      view: "bars",
    },
    {
      id: "most-denied-principals",
      question: "Who was denied most?",
      why: "A thief does not know what stolen credentials may do, and finds out by trying.",
      empty: "No one was denied anything in this time range.",
      where: [denied],
      answer: { kind: "counts", by: ["principalid"], as: "deniedactions" },
      limit: 25,
      view: "bars",
      pivots: [
        {
          column: "principalid",
          to: "general-purpose/denied-actions-of-principal",
          input: "principalId",
          carry: [],
          label: "What was it denied?",
        },
      ],
    },
    {
      id: "denied-actions-of-principal",
      question: "What was this principal denied?",
      why: "The denied calls, counted, show what it was after.",
      empty: "This principal was not denied anything in this time range.",
      inputs: [required("principalId", "principalId", "Principal")],
      where: [inputIs("principalid", "principalId"), denied],
      answer: countBy("eventname"),
      view: "bars",
    },
    {
      id: "sign-ins",
      question: "Who signed in to the console?",
      why: "A guessed or stolen password shows here: failures in a row, a new address, no MFA.",
      empty: "No sign-in was recorded in this time range.",
      where: [is("eventsource", "signin.amazonaws.com")],
      answer: events(...SIGN_IN_ROW),
      view: "timeline",
      quickFilters: signInFilters,
    },
    {
      id: "search",
      question: "Which events match?",
      why: "Free search: any field, any filter, the events themselves.",
      empty: "No event matches in this time range.",
      inputs: fields.map(({ input, kind, label }) => optional(input, kind, label)),
      where: fields.map(({ name, input }) => ({ op: "is", field: name, input })),
      answer: events(...EVENT_ROW),
      view: "timeline",
    },
  ],
});
