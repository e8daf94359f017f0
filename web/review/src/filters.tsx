/** Which facts of a report the lists show, and in which order those that wait for a reviewer come. */

import { type Fact, needsLook, type Report, urgency } from "./data";
import { type Decisions, keyOf } from "./store";

export interface Filter {
  state: string;
  status: string;
  undecided: boolean;
}

export const NO_FILTER: Filter = { state: "", status: "", undecided: false };
const STATES = ["mismatch", "unsupported", "doubtful", "redacted", "verified"];

export function matching(report: Report, filter: Filter, query: string, decisions: Decisions): Fact[] {
  const word = query.trim().toLowerCase();
  return report.facts.filter(
    (fact) =>
      (!filter.state || fact.state === filter.state) &&
      (!filter.status || (filter.status === "target") === (fact.status === "target")) &&
      (!filter.undecided || !decisions.has(keyOf(report.id, fact.id))) &&
      (!word || `${fact.name} ${fact.quantity.text} ${fact.canonical ?? ""}`.toLowerCase().includes(word)),
  );
}

/** Those that somebody should look at, the most urgent first, each kind in the order of the text. */
export function toLook(facts: Fact[]): Fact[] {
  return facts
    .filter((fact) => needsLook(fact) || fact.state === "redacted")
    .sort((one, other) => urgency(one) - urgency(other) || one.quantity.span[0] - other.quantity.span[0]);
}

interface Props {
  filter: Filter;
  say: (key: string) => string;
  onChange: (filter: Filter) => void;
}

export function Filters({ filter, say, onChange }: Props) {
  return (
    <div class="filters" role="group" aria-label={say("filters")}>
      <select
        aria-label={say("state")}
        value={filter.state}
        onChange={(event) => onChange({ ...filter, state: event.currentTarget.value })}
      >
        <option value="">{say("all_states")}</option>
        {STATES.map((state) => (
          <option value={state}>{say(state)}</option>
        ))}
      </select>
      <select
        aria-label={say("status")}
        value={filter.status}
        onChange={(event) => onChange({ ...filter, status: event.currentTarget.value })}
      >
        <option value="">{say("all_statuses")}</option>
        <option value="actual">{say("actual")}</option>
        <option value="target">{say("target")}</option>
      </select>
      <label>
        <input
          type="checkbox"
          checked={filter.undecided}
          onChange={(event) => onChange({ ...filter, undecided: event.currentTarget.checked })}
        />
        {say("undecided")}
      </label>
    </div>
  );
}
