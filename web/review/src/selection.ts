/** Which report, number or point is shown, and the ways from one to the other and to their places in the text. */

import { useCallback, useEffect, useState } from "preact/hooks";
import type { Fact, Flag, Report, Span } from "./data";
import { highlight, scrollToSpan } from "./highlight";
import type { Tab } from "./panel";
import type { Block } from "./places";
import type { PlacedPoint } from "./points";

const marksOf = (id: string) => document.querySelectorAll<HTMLElement>(`mark[data-fact="${CSS.escape(id)}"]`);

function toMark(id: string): void {
  marksOf(id)[0]?.scrollIntoView({ block: "center" });
}

export function useSelection(blocks: Block[], points: PlacedPoint[]) {
  const [fact, setFact] = useState<string | null>(null);
  const [point, setPoint] = useState<number | null>(null);
  const [tab, setTab] = useState<Tab>("look");
  const [pane, setPane] = useState<"text" | "side">("text");
  const [showOther, setShowOther] = useState(false);
  const [editing, setEditing] = useState(false);

  const choose = useCallback((id: string | null) => {
    setFact(id);
    setPoint(null);
    setShowOther(false);
    setEditing(false);
  }, []);
  const onFact = useCallback(
    (id: string) => {
      choose(id);
      toMark(id);
    },
    [choose],
  );
  const onMark = useCallback(
    (id: string) => {
      choose(id);
      setPane("side");
    },
    [choose],
  );
  const onPoint = useCallback(
    (index: number) => {
      choose(null);
      setPoint(index);
      setTab("summary");
      const first = points[index]?.evidence[0];
      if (first) scrollToSpan(blocks, first);
      showRow(`[data-row-point="${index}"]`);
    },
    [choose, points, blocks],
  );
  const onFlag = (flag: Flag) => {
    setPane("text");
    if (!flag.span) return;
    scrollToSpan(blocks, flag.span);
    highlight("evidence", blocks, [flag.span]);
  };
  const onSection = (id: string) => {
    setPane("text");
    showRow(`[data-section="${CSS.escape(id)}"]`, "start");
  };
  const onPlace = (id: string) => {
    setPane("text");
    requestAnimationFrame(() => toMark(id));
  };
  return {
    ...{ fact, point, tab, pane, showOther, editing },
    ...{ choose, setTab, setPane, setShowOther, setEditing },
    ...{ onFact, onMark, onPoint, onFlag, onSection, onPlace },
  };
}

/** Scroll to something that may be there only after the next painting. */
function showRow(selector: string, block: ScrollLogicalPosition = "nearest"): void {
  requestAnimationFrame(() => document.querySelector(selector)?.scrollIntoView({ block }));
}

/** Let the text show what is selected: the number outlined, its evidence or that of the point highlighted. */
export function useMarking(blocks: Block[], fact: Fact | undefined, point: PlacedPoint | undefined, redo: unknown[]): void {
  useEffect(() => {
    const spans: Span[] = fact ? [fact.evidence.span] : (point?.evidence ?? []);
    highlight("evidence", blocks, spans);
  }, [blocks, fact, point]);
  useEffect(() => {
    for (const mark of document.querySelectorAll("mark.selected")) mark.classList.remove("selected");
    if (!fact) return;
    for (const mark of marksOf(fact.id)) mark.classList.add("selected");
    document.querySelector(`[data-row="${CSS.escape(fact.id)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [fact, blocks, ...redo]);
}

/** The id of the fact or report that is so many steps from another in a list. */
export function stepped(list: { id: string }[], from: string | null, by: number): string | undefined {
  const at = list.findIndex((one) => one.id === from);
  if (at < 0) return list[by > 0 ? 0 : list.length - 1]?.id;
  return list[Math.min(Math.max(at + by, 0), list.length - 1)]?.id;
}

export function quoteOf(report: Report, fact: Fact): string {
  return report.text === null ? (fact.evidence.quote ?? "") : report.text.slice(...fact.evidence.span);
}
