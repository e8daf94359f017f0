/** The whole page: what is shown, what is selected, and what keys do. */

import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Card } from "./card";
import { type Data, type Fact, needsLook, type Reading, type Report, type Span, urgency, type Verb } from "./data";
import { Dialogs } from "./dialogs";
import { Headlines, slotOf } from "./headlines";
import { type Language, words } from "./i18n";
import { FactList, FlagList, Outline, Reports, SummaryView } from "./lists";
import { highlight, scrollToSpan } from "./highlight";
import { useKeys } from "./keys";
import { blocksOf, findAll, shown } from "./places";
import { endsOf, overlap, pointsOf } from "./points";
import { decisionOf, type Decisions, keep, keyOf, load, recall, remember, send } from "./store";
import { SourceText } from "./text";

export const TABS = ["look", "facts", "summary", "headlines", "outline", "reports"] as const;
export type Tab = (typeof TABS)[number];
type Theme = "light" | "dark";

const NO_DECISIONS: Decisions = new Map();

export function App({ data }: { data: Data }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [theme, setTheme] = useState<Theme>(firstTheme);
  const [reportId, setReportId] = useState(data.reports[0]?.id ?? "");
  const [tab, setTab] = useState<Tab>("look");
  const [selected, setSelected] = useState<string | null>(null);
  const [selectedPoint, setSelectedPoint] = useState<number | null>(null);
  const [showOther, setShowOther] = useState(false);
  const [editing, setEditing] = useState(false);
  const [decisions, setDecisions] = useState<Decisions>(() => (data.reports.length ? load(data) : NO_DECISIONS));
  const [problem, setProblem] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"help" | "decisions" | null>(null);
  const [pane, setPane] = useState<"text" | "side">("text");
  const [query, setQuery] = useState("");
  const [hit, setHit] = useState(0);
  const [state, setState] = useState("");
  const [status, setStatus] = useState("");
  const [undecided, setUndecided] = useState(false);
  const [slot, setSlot] = useState("gdp:growth_rate");
  const search = useRef<HTMLInputElement>(null);

  const say = useMemo(() => words(language), [language]);
  const report = data.reports.find((one) => one.id === reportId) ?? data.reports[0];
  const points = useMemo(() => (report ? pointsOf(report) : []), [report]);
  const blocks = useMemo(
    () => (report?.text ? blocksOf(report.text, report.facts, report.sections, endsOf(points)) : []),
    [report, points],
  );
  const hits = useMemo(() => (report?.text ? findAll(report.text, query.trim()) : []), [report, query]);
  const sections = useMemo(
    () => Object.fromEntries((report?.sections ?? []).map((one) => [one.id, one.heading || one.id])),
    [report],
  );
  const fact = report?.facts.find((one) => one.id === selected);

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    remember("summarizer.language", language);
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    remember("summarizer.theme", theme);
  }, [theme]);
  useEffect(() => {
    const inView: Span[] = fact ? [fact.evidence.span] : (points[selectedPoint ?? -1]?.evidence ?? []);
    highlight("evidence", blocks, inView);
  }, [blocks, fact, points, selectedPoint]);
  useEffect(() => {
    highlight("hits", blocks, hits);
    highlight("hit", blocks, hits[hit] ? [hits[hit]] : []);
    if (hits[hit]) scrollToSpan(blocks, hits[hit]);
  }, [blocks, hits, hit]);
  useEffect(() => {
    for (const mark of document.querySelectorAll("mark.selected")) mark.classList.remove("selected");
    if (!selected) return;
    for (const mark of document.querySelectorAll<HTMLElement>(`mark[data-fact="${CSS.escape(selected)}"]`)) {
      mark.classList.add("selected");
    }
    document.querySelector(`[data-row="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected, blocks, tab, decisions]);

  const toText = useCallback(
    (id: string) => {
      const mark = document.querySelector<HTMLElement>(`mark[data-fact="${CSS.escape(id)}"]`);
      mark?.scrollIntoView({ block: "center" });
    },
    [],
  );
  const choose = useCallback((id: string | null) => {
    setSelected(id);
    setSelectedPoint(null);
    setShowOther(false);
    setEditing(false);
  }, []);
  const onFact = useCallback(
    (id: string) => {
      choose(id);
      toText(id);
    },
    [choose, toText],
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
      setSelected(null);
      setSelectedPoint(index);
      setTab("summary");
      const first = points[index]?.evidence[0];
      if (first) scrollToSpan(blocks, first);
      requestAnimationFrame(() =>
        document.querySelector(`[data-row-point="${index}"]`)?.scrollIntoView({ block: "nearest" }),
      );
    },
    [points, blocks],
  );
  const onReport = useCallback((id: string) => {
    setReportId(id);
    choose(null);
    setHit(0);
    document.getElementById("text-pane")?.scrollTo({ top: 0 });
  }, [choose]);
  const onSection = useCallback((id: string) => {
    setPane("text");
    requestAnimationFrame(() => document.querySelector(`[data-section="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "start" }));
  }, []);

  const shownFacts = useMemo(() => {
    if (!report) return [];
    const word = query.trim().toLowerCase();
    return report.facts.filter(
      (one) =>
        (!state || one.state === state) &&
        (!status || (status === "target") === (one.status === "target")) &&
        (!undecided || !decisions.has(keyOf(report.id, one.id))) &&
        (!word || `${one.name} ${one.quantity.text} ${one.canonical ?? ""}`.toLowerCase().includes(word)),
    );
  }, [report, query, state, status, undecided, decisions]);
  const toLook = useMemo(
    () =>
      shownFacts
        .filter((one) => needsLook(one) || one.state === "redacted")
        .sort((one, other) => urgency(one) - urgency(other) || one.quantity.span[0] - other.quantity.span[0]),
    [shownFacts],
  );
  const listed = tab === "look" ? toLook : shownFacts;

  const decide = (verb: Verb, correction?: Partial<Reading>, note = "") => {
    if (!report || !fact) return;
    const decision = decisionOf(report, fact, verb, correction, note);
    const next = new Map(decisions).set(keyOf(report.id, fact.id), decision);
    store(report, next, decision, false);
  };
  const undo = () => {
    const decision = report && fact && decisions.get(keyOf(report.id, fact.id));
    if (!report || !decision) return;
    const next = new Map(decisions);
    next.delete(keyOf(report.id, fact.id));
    store(report, next, decision, true);
  };
  const store = (about: Report, next: Decisions, decision: Parameters<typeof send>[1], undone: boolean) => {
    setDecisions(next);
    setEditing(false);
    if (!data.server) setProblem(keep(next, about.id) ? null : "not_kept");
    else void send(data.server.decisions, decision, undone).then((taken) => setProblem(taken ? null : "not_sent"));
  };
  const loadDecisions = (added: Parameters<typeof send>[1][]) => {
    const next = new Map(decisions);
    for (const one of added) next.set(keyOf(one.report, one.indicator), one);
    setDecisions(next);
    const kept = data.server ? true : [...new Set(added.map((one) => one.report))].every((id) => keep(next, id));
    if (data.server) for (const one of added) void send(data.server.decisions, one, false);
    setProblem(kept ? null : "not_kept");
  };

  const step = (by: number) => {
    const ids = listed.map((one) => one.id);
    const at = ids.indexOf(selected ?? "");
    const id = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (id) onFact(id);
  };
  const stepReport = (by: number) => {
    const at = data.reports.findIndex((one) => one.id === report?.id);
    const next = data.reports[at + by];
    if (next) onReport(next.id);
  };
  const nextHit = () => setHit(hits.length ? (hit + 1) % hits.length : 0);
  const other = () => fact?.readings.length && setShowOther(!showOther);
  const toggleTheme = () => setTheme(theme === "dark" ? "light" : "dark");
  const toggleLanguage = () => setLanguage(language === "zh" ? "en" : "zh");

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    a: () => decide("accept"),
    x: () => decide("reject"),
    c: () => fact && setEditing(true),
    u: undo,
    o: other,
    "/": () => search.current?.focus(),
    "[": () => stepReport(-1),
    "]": () => stepReport(1),
    t: toggleTheme,
    l: toggleLanguage,
    "?": () => setDialog("help"),
    ...Object.fromEntries(TABS.map((name, index) => [String(index + 1), () => setTab(name)])),
    Escape: () => (editing ? setEditing(false) : choose(null)),
  });

  if (!report) return <p class="notice">{say("nothing")}</p>;
  const decision = fact && decisions.get(keyOf(report.id, fact.id));
  const shared = { report, decisions, language, say, selected };
  return (
    <div class={`page pane-${pane}`}>
      <header>
        <h1>{shown(report.title || report.source)}</h1>
        <label class="visually-hidden" for="report-select">
          {say("reports")}
        </label>
        <select id="report-select" value={report.id} onChange={(event) => onReport(event.currentTarget.value)}>
          {data.reports.map((one) => (
            <option value={one.id}>{shown(one.title || one.source)}</option>
          ))}
        </select>
        <div class="search">
          <input
            ref={search}
            type="search"
            aria-label={say("search")}
            placeholder={say("search_hint")}
            value={query}
            onInput={(event) => {
              setQuery(event.currentTarget.value);
              setHit(0);
            }}
            onKeyDown={(event) => event.key === "Enter" && nextHit()}
          />
          {query ? (
            <button type="button" onClick={nextHit}>
              {hits.length ? `${hit + 1}/` : ""}
              {hits.length} {say("hits")}
            </button>
          ) : null}
        </div>
        <div class="tools">
          <button type="button" onClick={() => setDialog("decisions")}>
            {say("decisions")} ({[...decisions.values()].length})
          </button>
          <button type="button" onClick={toggleTheme} aria-label={say("theme")} title={say("theme")}>
            ◐
          </button>
          <button type="button" onClick={toggleLanguage} lang={language === "zh" ? "en" : "zh"}>
            {say("language")}
          </button>
          <button type="button" onClick={() => setDialog("help")} aria-label={say("help")} title={say("help")}>
            ?
          </button>
        </div>
      </header>
      {problem ? (
        <p class="problem" role="alert">
          {say(problem)}
        </p>
      ) : null}
      <main>
        <section id="text-pane" class="text-pane" aria-label={say("text")} tabIndex={0}>
          <p class="about">
            {[report.region.name, report.delivered_on ?? report.year, report.speaker, report.source].filter(Boolean).map((one) => shown(String(one))).join(" · ")}
          </p>
          <SourceText report={report} blocks={blocks} decisions={decisions} say={say} onFact={onMark} onPoint={onPoint} />
        </section>
        <div class="side">
          <div class="tabs" role="tablist" aria-label={say("review")}>
            {TABS.map((name, index) => (
              <button
                type="button"
                role="tab"
                id={`tab-${name}`}
                aria-selected={tab === name}
                aria-controls="panel"
                title={`${index + 1}`}
                onClick={() => setTab(name)}
              >
                {say(name)}
                {name === "look" ? ` (${report.facts.filter(needsLook).length})` : ""}
              </button>
            ))}
          </div>
          <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
            {tab === "look" || tab === "facts" ? (
              <>
                <div class="filters" role="group" aria-label={say("filters")}>
                  <select aria-label={say("state")} value={state} onChange={(event) => setState(event.currentTarget.value)}>
                    <option value="">{say("all_states")}</option>
                    {["mismatch", "unsupported", "doubtful", "redacted", "verified"].map((one) => (
                      <option value={one}>{say(one)}</option>
                    ))}
                  </select>
                  <select aria-label={say("status")} value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
                    <option value="">{say("all_statuses")}</option>
                    <option value="actual">{say("actual")}</option>
                    <option value="target">{say("target")}</option>
                  </select>
                  <label>
                    <input type="checkbox" checked={undecided} onChange={(event) => setUndecided(event.currentTarget.checked)} />
                    {say("undecided")}
                  </label>
                </div>
                {tab === "look" ? (
                  <FlagList
                    flags={report.flags.filter((flag) => flag.severity !== "info" && flag.fact === null)}
                    language={language}
                    say={say}
                    onPlace={(flag) => {
                      setPane("text");
                      if (flag.span) {
                        scrollToSpan(blocks, flag.span);
                        highlight("evidence", blocks, [flag.span]);
                      }
                    }}
                  />
                ) : null}
                <FactList {...shared} facts={listed} empty={say(tab === "look" ? "all_checked" : "nothing")} onFact={onFact} />
              </>
            ) : null}
            {tab === "summary" ? (
              <SummaryView {...shared} points={points} selectedPoint={selectedPoint} onPoint={onPoint} onFact={onFact} />
            ) : null}
            {tab === "headlines" ? (
              <Headlines
                reports={data.reports}
                report={report}
                decisions={decisions}
                catalogue={data.catalogue}
                nameAt={language === "zh" ? 0 : 1}
                say={say}
                slot={report.headlines.some((row) => slotOf(row) === slot) ? slot : slotOf(report.headlines[0] ?? NO_SLOT)}
                onSlot={setSlot}
                onFact={onFact}
                onReport={onReport}
              />
            ) : null}
            {tab === "outline" ? <Outline report={report} say={say} onSection={onSection} /> : null}
            {tab === "reports" ? (
              <Reports reports={data.reports} decisions={decisions} say={say} current={report.id} onReport={onReport} />
            ) : null}
          </div>
          <div class="detail" aria-live="polite">
            {fact ? (
              <Card
                key={fact.id}
                fact={fact}
                decision={decision}
                quote={quoteOf(report, fact)}
                flags={report.flags.filter((flag) => flag.fact === fact.id)}
                points={points
                  .map((point, index) => ({ point, index }))
                  .filter(({ point }) => point.evidence.some((span) => overlap(span, fact.quantity.span)))}
                sections={sections}
                catalogue={data.catalogue}
                language={language}
                say={say}
                showOther={showOther}
                editing={editing}
                onOther={other}
                onEdit={setEditing}
                onDecide={decide}
                onUndo={undo}
                onPoint={onPoint}
                onPlace={() => {
                  setPane("text");
                  requestAnimationFrame(() => toText(fact.id));
                }}
              />
            ) : (
              <p class="notice">{say("choose")}</p>
            )}
          </div>
        </div>
      </main>
      <nav class="switch" aria-label={say("review")}>
        <button type="button" aria-pressed={pane === "text"} onClick={() => setPane("text")}>
          {say("text")}
        </button>
        <button type="button" aria-pressed={pane === "side"} onClick={() => setPane("side")}>
          {say("review")}
        </button>
      </nav>
      <Dialogs
        open={dialog}
        close={() => setDialog(null)}
        say={say}
        decisions={decisions}
        onServer={data.server !== null}
        onLoad={loadDecisions}
      />
    </div>
  );
}

const NO_SLOT = { canonical: "", measure: "", status: "", state: "not_stated", indicator: null } as const;

function quoteOf(report: Report, fact: Fact): string {
  return report.text === null ? (fact.evidence.quote ?? "") : report.text.slice(...fact.evidence.span);
}

function firstLanguage(): Language {
  const kept = recall("summarizer.language");
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function firstTheme(): Theme {
  const kept = recall("summarizer.theme");
  if (kept === "light" || kept === "dark") return kept;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
