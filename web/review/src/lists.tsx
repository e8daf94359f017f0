/** The lists beside the text: what to check, facts, summary points, outline, reports. */

import { decided, type Fact, type Flag, needsLook, type Report } from "./data";
import { figure, years } from "./format";
import { explain, type Language } from "./i18n";
import { shown } from "./places";
import { overlap, type PlacedPoint } from "./points";
import { type Decisions, keyOf } from "./store";

interface Shared {
  report: Report;
  decisions: Decisions;
  language: Language;
  say: (key: string) => string;
  selected: string | null;
}

export function FactList({ facts, onFact, empty, ...shared }: Shared & { facts: Fact[]; empty: string; onFact: (id: string) => void }) {
  const { report, decisions, say, language, selected } = shared;
  if (!facts.length) return <p class="notice">{empty}</p>;
  return (
    <ul class="rows">
      {facts.map((fact) => {
        const decision = decisions.get(keyOf(report.id, fact.id));
        const now = decided(fact, decision);
        const why = [...fact.reasons, ...fact.doubts, ...(fact.readings.length ? ["disputed"] : [])][0];
        return (
          <li>
            <button
              type="button"
              class={`row is-${decision ? decision.decision : fact.state}`}
              aria-current={selected === fact.id ? "true" : undefined}
              data-row={fact.id}
              onClick={() => onFact(fact.id)}
            >
              <span class="row-name">{shown(now.name)}</span>
              <span class="row-figure">{figure(now)}</span>
              <span class="row-more">
                {years(now.period)} {say(now.status)} · {say(decision ? `${decision.decision}ed` : fact.state)}
              </span>
              {why && needsLook(fact) && !decision ? <span class="row-why">{explain(why, language)}</span> : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function FlagList({ flags, language, say, onPlace }: { flags: Flag[]; language: Language; say: Shared["say"]; onPlace: (flag: Flag) => void }) {
  if (!flags.length) return null;
  return (
    <ul class="flags">
      {flags.map((flag) => (
        <li class={`is-${flag.severity}`}>
          <b>{say(flag.severity)}</b> {explain(flag.code, language)} {shown(flag.message)}{" "}
          {flag.span ? (
            <button type="button" class="link" onClick={() => onPlace(flag)}>
              {say("show_place")}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

interface SummaryProps extends Shared {
  points: PlacedPoint[];
  selectedPoint: number | null;
  onPoint: (index: number) => void;
  onFact: (id: string) => void;
}

export function SummaryView({ report, points, say, selectedPoint, onPoint, onFact }: SummaryProps) {
  const lists = ["achievements", "targets", "priorities", "problems", "key_points"];
  return (
    <div class="summary">
      <h2>{shown(report.summary.headline)}</h2>
      <p>{shown(report.summary.overview)}</p>
      {lists.map((list) => {
        const own = points.map((point, index) => ({ point, index })).filter(({ point }) => point.list === list);
        return own.length ? (
          <section>
            <h3>{say(list)}</h3>
            <ol>
              {own.map(({ point, index }) => (
                <li data-row-point={index} aria-current={selectedPoint === index ? "true" : undefined}>
                  <button type="button" class="link" onClick={() => onPoint(index)}>
                    {shown(point.text)}
                  </button>
                  {selectedPoint === index ? <PointFacts point={point} report={report} say={say} onFact={onFact} /> : null}
                </li>
              ))}
            </ol>
          </section>
        ) : null;
      })}
    </div>
  );
}

function PointFacts({ point, report, say, onFact }: { point: PlacedPoint; report: Report; say: Shared["say"]; onFact: (id: string) => void }) {
  const facts = report.facts.filter((fact) => point.evidence.some((span) => overlap(span, fact.quantity.span)));
  if (!facts.length) return null;
  return (
    <div class="point-facts">
      <h4>{say("facts_here")}</h4>
      {facts.map((fact) => (
        <button type="button" class={`chip is-${fact.state}`} onClick={() => onFact(fact.id)}>
          {shown(fact.name)} {figure(fact)}
        </button>
      ))}
    </div>
  );
}

export function Outline({ report, say, onSection }: { report: Report; say: Shared["say"]; onSection: (id: string) => void }) {
  const kind = (name: string) => say(name === "review" ? "past_year" : name);
  return (
    <ul class="outline">
      {report.sections
        .filter((section) => section.heading)
        .map((section) => (
          <li class={`level-${Math.min(section.level, 4)}`}>
            <button type="button" class="link" onClick={() => onSection(section.id)}>
              {section.number ? `${shown(section.number)} ` : ""}
              {shown(section.heading)}
            </button>{" "}
            <small>{kind(section.kind)}</small>
          </li>
        ))}
    </ul>
  );
}

export function Reports({ reports, decisions, say, current, onReport }: { reports: Report[]; decisions: Decisions; say: Shared["say"]; current: string; onReport: (id: string) => void }) {
  return (
    <ul class="rows">
      {reports.map((report) => {
        const look = report.facts.filter(needsLook).length;
        const done = report.facts.filter((fact) => decisions.has(keyOf(report.id, fact.id))).length;
        return (
          <li>
            <button type="button" class="row" aria-current={report.id === current ? "true" : undefined} onClick={() => onReport(report.id)}>
              <span class="row-name">{shown(report.title || report.source)}</span>
              <span class="row-figure">{report.year ?? ""}</span>
              <span class="row-more">
                {report.facts.length} {say("facts")} · {look} {say("look")} · {done} {say("decided_count")}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
