/** The reviewer's decisions as state of the page: made, undone, loaded, and kept where the page keeps them. */

import { useState } from "preact/hooks";
import type { Data, Decision, Fact, Reading, Report, Verb } from "./data";
import { decisionOf, type Decisions, keep, keyOf, load, send } from "./store";

export function useDecisions(data: Data) {
  const [decisions, setDecisions] = useState<Decisions>(() => load(data));
  const [problem, setProblem] = useState<string | null>(null);
  const store = (next: Decisions, changed: Decision[], undone: boolean) => {
    setDecisions(next);
    const { server } = data;
    if (!server) {
      const reports = [...new Set(changed.map((decision) => decision.report))];
      setProblem(reports.map((report) => keep(next, report)).every(Boolean) ? null : "not_kept");
    } else {
      void Promise.all(changed.map((decision) => send(server.decisions, decision, undone))).then((taken) =>
        setProblem(taken.every(Boolean) ? null : "not_sent"),
      );
    }
  };
  return {
    decisions,
    problem,
    decide: (report: Report, fact: Fact, verb: Verb, correction: Partial<Reading> | undefined, note: string) => {
      const decision = decisionOf(report, fact, verb, correction, note);
      store(new Map(decisions).set(keyOf(report.id, fact.id), decision), [decision], false);
    },
    undo: (report: Report, fact: Fact) => {
      const decision = decisions.get(keyOf(report.id, fact.id));
      if (!decision) return;
      const next = new Map(decisions);
      next.delete(keyOf(report.id, fact.id));
      store(next, [decision], true);
    },
    add: (added: Decision[]) => {
      const next = new Map(decisions);
      for (const one of added) next.set(keyOf(one.report, one.indicator), one);
      store(next, added, false);
    },
  };
}
