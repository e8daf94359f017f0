/** The headline slots of a report, and one slot across the reports as bars. */

import { type Decision, decided, type Fact, type Headline, type Report } from "./data";
import { figure, scaled } from "./format";
import { shown } from "./places";
import { type Decisions, keyOf } from "./store";

interface Props {
  reports: Report[];
  report: Report;
  decisions: Decisions;
  catalogue: Record<string, [string, string]>;
  nameAt: 0 | 1;
  say: (key: string) => string;
  slot: string;
  onSlot: (slot: string) => void;
  onFact: (id: string) => void;
  onReport: (id: string) => void;
}

export const slotOf = (row: Headline) => `${row.canonical}:${row.measure}`;

function cell(report: Report, row: Headline | undefined, decisions: Decisions): { fact?: Fact; decision?: Decision; state: string } {
  if (!row) return { state: "not_stated" };
  const found = report.facts.find((fact) => fact.id === row.indicator);
  const decision = found && decisions.get(keyOf(report.id, found.id));
  if (!found || decision?.decision === "reject") return { state: row.state === "redacted" ? "redacted" : "not_stated" };
  return { fact: decided(found, decision), state: row.state, ...(decision ? { decision } : {}) };
}

export function Headlines(props: Props) {
  const { report, say, decisions } = props;
  const slots = [...new Set(report.headlines.map(slotOf))];
  const row = (slot: string, status: string) =>
    report.headlines.find((one) => slotOf(one) === slot && one.status === status);
  const name = (slot: string) => {
    const [canonical = "", measure = ""] = slot.split(":");
    return `${props.catalogue[canonical]?.[props.nameAt] ?? shown(canonical)} · ${say(measure)}`;
  };
  const shownCell = (slot: string, status: string) => {
    const { fact, state } = cell(report, row(slot, status), decisions);
    if (!fact) return <span class={`none is-${state}`}>{say(state)}</span>;
    return (
      <button type="button" class={`chip is-${fact.state}`} onClick={() => props.onFact(fact.id)}>
        {figure(fact)}
      </button>
    );
  };
  return (
    <div>
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">{say("canonical")}</th>
            <th scope="col">{say("actual")}</th>
            <th scope="col">{say("target")}</th>
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr>
              <th scope="row">
                <button type="button" class="link" aria-pressed={slot === props.slot} onClick={() => props.onSlot(slot)}>
                  {name(slot)}
                </button>
              </th>
              <td>{shownCell(slot, "actual")}</td>
              <td>{shownCell(slot, "target")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Chart {...props} title={name(props.slot)} />
    </div>
  );
}

function Chart({ reports, decisions, say, slot, title, onReport, report: current }: Props & { title: string }) {
  const rows = reports.map((report) => {
    const of = (status: string) =>
      cell(report, report.headlines.find((one) => slotOf(one) === slot && one.status === status), decisions);
    return { report, actual: of("actual"), target: of("target") };
  });
  const size = (fact: Fact | undefined) => {
    const value = Number(fact?.quantity.value ?? Number.NaN);
    return fact?.direction === "down" ? -value : value;
  };
  const sizes = rows.flatMap((row) => [size(row.actual.fact), size(row.target.fact)]).filter(Number.isFinite);
  const largest = Math.max(...sizes.map(Math.abs), 0);
  const rank = (row: (typeof rows)[number]) => (Number.isFinite(size(row.actual.fact)) ? size(row.actual.fact) : -Infinity);
  rows.sort((one, other) => rank(other) - rank(one));
  const bar = (fact: Fact | undefined, state: string, kind: string) => (
    <span class={`bar ${kind}`}>
      {fact && largest ? <span class={`fill${size(fact) < 0 ? " negative" : ""}`} style={{ width: `${(Math.abs(size(fact)) / largest) * 60}%` }} /> : null}
      <span class="bar-value">
        {fact?.quantity.value ? `${size(fact) < 0 ? "−" : ""}${scaled(fact.quantity.value)}${shown(fact.quantity.unit)}` : say(state)}
      </span>
    </span>
  );
  return (
    <figure class="chart">
      <figcaption>
        {title}: {say("chart")} (<span class="key actual" /> {say("actual")}, <span class="key target" /> {say("target")})
      </figcaption>
      <ol>
        {rows.map(({ report, actual, target }) => (
          <li>
            <button type="button" class="link" aria-current={report.id === current.id ? "true" : undefined} onClick={() => onReport(report.id)}>
              {shown(report.region.name || report.title || report.source)} {report.year ?? ""}
            </button>
            <span class="bars">
              {bar(actual.fact, actual.state, "actual")}
              {bar(target.fact, target.state, "target")}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
