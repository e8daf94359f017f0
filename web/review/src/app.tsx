/** The whole page: its parts, what they share, and what keys do. */

import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import { Card } from "./card";
import type { Data, Reading, Report, Verb } from "./data";
import { useDecisions } from "./decisions";
import { Dialogs } from "./dialogs";
import { type Filter, matching, NO_FILTER, toLook } from "./filters";
import { Header } from "./header";
import { useKeys } from "./keys";
import { Panel, Tabs, TABS } from "./panel";
import { blocksOf, shown } from "./places";
import { endsOf, overlap, pointsOf } from "./points";
import { useLanguage, useTheme } from "./preferences";
import { useSearch } from "./search";
import { quoteOf, stepped, useMarking, useSelection } from "./selection";
import { keyOf } from "./store";
import { SourceText } from "./text";

export function App({ data }: { data: Data }) {
  const { language, say, toggle: onLanguage } = useLanguage();
  const { toggle: onTheme } = useTheme();
  const [reportId, setReportId] = useState(data.reports[0]?.id ?? "");
  const [dialog, setDialog] = useState<"help" | "decisions" | null>(null);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [slot, setSlot] = useState("gdp:growth_rate");
  const searchInput = useRef<HTMLInputElement>(null);
  const { decisions, problem, decide, undo, add } = useDecisions(data);

  const report = data.reports.find((one) => one.id === reportId) ?? data.reports[0];
  const points = useMemo(() => (report ? pointsOf(report) : []), [report]);
  const blocks = useMemo(
    () => (report?.text ? blocksOf(report.text, report.facts, report.sections, endsOf(points)) : []),
    [report, points],
  );
  const search = useSearch(report, blocks);
  const chosen = useSelection(blocks, points);
  const { tab, pane, choose } = chosen;
  const fact = report?.facts.find((one) => one.id === chosen.fact);
  useMarking(blocks, fact, points[chosen.point ?? -1], [tab, decisions]);

  const facts = useMemo(() => {
    const found = report ? matching(report, filter, search.query, decisions) : [];
    return tab === "look" ? toLook(found) : found;
  }, [report, filter, search.query, decisions, tab]);
  const onReport = useCallback(
    (id: string) => {
      setReportId(id);
      choose(null);
      document.getElementById("text-pane")?.scrollTo({ top: 0 });
    },
    [choose],
  );
  const onDecide = (verb: Verb, correction?: Partial<Reading>, note = "") => {
    if (!report || !fact) return;
    decide(report, fact, verb, correction, note);
    chosen.setEditing(false);
  };
  const onUndo = () => report && fact && undo(report, fact);
  const onOther = () => fact?.readings.length && chosen.setShowOther(!chosen.showOther);
  const step = (by: number) => {
    const id = stepped(facts, chosen.fact, by);
    if (id) chosen.onFact(id);
  };
  const stepReport = (by: number) => onReport(stepped(data.reports, report?.id ?? null, by) ?? reportId);

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    a: () => onDecide("accept"),
    x: () => onDecide("reject"),
    c: () => fact && chosen.setEditing(true),
    u: onUndo,
    o: onOther,
    "/": () => searchInput.current?.focus(),
    "[": () => stepReport(-1),
    "]": () => stepReport(1),
    t: onTheme,
    l: onLanguage,
    "?": () => setDialog("help"),
    ...Object.fromEntries(TABS.map((name, index) => [String(index + 1), () => chosen.setTab(name)])),
    Escape: () => (chosen.editing ? chosen.setEditing(false) : choose(null)),
  });

  if (!report) return <p class="notice">{say("nothing")}</p>;
  const common = { data, report, points, decisions, language, say };
  return (
    <div class={`page pane-${pane}`}>
      <Header
        {...{ report, search, searchInput, language, say, onReport, onTheme, onLanguage }}
        reports={data.reports}
        decided={decisions.size}
        onDialog={setDialog}
      />
      {problem ? (
        <p class="problem" role="alert">
          {say(problem)}
        </p>
      ) : null}
      <main>
        <section id="text-pane" class="text-pane" aria-label={say("text")} tabIndex={0}>
          <p class="about">{about(report)}</p>
          <SourceText {...common} blocks={blocks} onFact={chosen.onMark} onPoint={chosen.onPoint} />
        </section>
        <div class="side">
          <Tabs tab={tab} report={report} say={say} onTab={chosen.setTab} />
          <Panel
            {...common}
            {...{ tab, facts, filter, slot, onReport }}
            selected={chosen.fact}
            selectedPoint={chosen.point}
            onFilter={setFilter}
            onSlot={setSlot}
            onFact={chosen.onFact}
            onPoint={chosen.onPoint}
            onFlag={chosen.onFlag}
            onSection={chosen.onSection}
          />
          <div class="detail" aria-live="polite">
            {fact ? (
              <Card
                key={fact.id}
                {...common}
                {...{ fact, onDecide, onUndo, onOther }}
                decision={decisions.get(keyOf(report.id, fact.id))}
                quote={quoteOf(report, fact)}
                flags={report.flags.filter((flag) => flag.fact === fact.id)}
                points={points
                  .map((point, index) => ({ point, index }))
                  .filter(({ point }) => point.evidence.some((span) => overlap(span, fact.quantity.span)))}
                section={report.sections.find((one) => one.id === fact.section)?.heading || fact.section}
                catalogue={data.catalogue}
                showOther={chosen.showOther}
                editing={chosen.editing}
                onEdit={chosen.setEditing}
                onPoint={chosen.onPoint}
                onPlace={() => chosen.onPlace(fact.id)}
              />
            ) : (
              <p class="notice">{say("choose")}</p>
            )}
          </div>
        </div>
      </main>
      <nav class="switch" aria-label={say("review")}>
        {(["text", "side"] as const).map((name) => (
          <button type="button" aria-pressed={pane === name} onClick={() => chosen.setPane(name)}>
            {say(name === "text" ? "text" : "review")}
          </button>
        ))}
      </nav>
      <Dialogs
        {...{ say, decisions }}
        open={dialog}
        close={() => setDialog(null)}
        onServer={data.server !== null}
        onLoad={add}
      />
    </div>
  );
}

function about(report: Report): string {
  const parts = [report.region.name, report.delivered_on ?? report.year, report.speaker, report.source];
  return parts
    .filter(Boolean)
    .map((part) => shown(String(part)))
    .join(" · ");
}
