/** One fact: what the record says of it, what to look at, other readings, and the reviewer's decision. */

import { type Decision, decided, differing, type Fact, type Flag, READING_FIELDS, type Reading, type Verb } from "./data";
import { CorrectionForm } from "./form";
import { figure, years } from "./format";
import { explain, type Language } from "./i18n";
import { shown } from "./places";
import type { PlacedPoint } from "./points";

export interface CardProps {
  fact: Fact;
  decision: Decision | undefined;
  quote: string;
  flags: Flag[];
  points: { index: number; point: PlacedPoint }[];
  section: string;
  catalogue: Record<string, [string, string]>;
  language: Language;
  say: (key: string) => string;
  showOther: boolean;
  editing: boolean;
  onOther: () => void;
  onEdit: (open: boolean) => void;
  onDecide: (verb: Verb, correction?: Partial<Reading>, note?: string) => void;
  onUndo: () => void;
  onPoint: (index: number) => void;
  onPlace: () => void;
}

export function Card(props: CardProps) {
  const { fact, decision, say, language } = props;
  const now = decided(fact, decision);
  const doubts = [...new Set([...fact.reasons, ...fact.doubts, ...(fact.readings.length ? ["disputed"] : [])])];
  const others = fact.readings.filter((reading) => Object.keys(differing(fact, reading)).length > 0);
  const other = props.showOther ? others[0] : undefined;
  return (
    <section class="card" aria-labelledby="card-title">
      <h2 id="card-title">
        {shown(now.name)} <span class="figure">{figure(now)}</span>
      </h2>
      <p class="badges">
        <span class={`badge is-${fact.state}`}>{say(fact.state)}</span>
        {decision ? <span class={`badge is-${decision.decision}`}>{say(`${decision.decision}ed`)}</span> : null}
      </p>
      {doubts.length ? (
        <div class="look">
          <h3>{say("what_to_look_at")}</h3>
          <ul>
            {doubts.map((code) => (
              <li>{explain(code, language)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {props.flags.length ? (
        <ul class="flags">
          {props.flags.map((flag) => (
            <li class={`is-${flag.severity}`}>{shown(flag.message)}</li>
          ))}
        </ul>
      ) : null}
      <blockquote lang="zh">{shown(props.quote)}</blockquote>
      <div class="buttons">
        <button type="button" class="accept" onClick={() => props.onDecide("accept")}>
          {say("accept")} <kbd>a</kbd>
        </button>
        <button type="button" class="correct" aria-expanded={props.editing} onClick={() => props.onEdit(!props.editing)}>
          {say("correct")} <kbd>c</kbd>
        </button>
        <button type="button" class="reject" onClick={() => props.onDecide("reject")}>
          {say("reject")} <kbd>x</kbd>
        </button>
        {decision ? (
          <button type="button" onClick={props.onUndo}>
            {say("undo")} <kbd>u</kbd>
          </button>
        ) : null}
        <button type="button" onClick={props.onPlace}>
          {say("show_place")}
        </button>
      </div>
      {props.editing ? <CorrectionForm {...props} now={now} /> : null}
      {others.length ? (
        <button type="button" class="other-key" aria-pressed={props.showOther} onClick={props.onOther}>
          {say(props.showOther ? "show_own" : "show_other")}
        </button>
      ) : null}
      <Slots {...props} fact={other ? { ...fact, ...differing(fact, other) } : now} base={fact} />
      {others.length ? <Readings others={others} {...props} /> : null}
      {props.points.length ? (
        <div>
          <h3>{say("points_here")}</h3>
          <ul class="links">
            {props.points.map(({ index, point }) => (
              <li>
                <button type="button" class="link" onClick={() => props.onPoint(index)}>
                  {shown(point.text)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

function worded(field: keyof Reading, fact: Partial<Reading>, props: Pick<CardProps, "say" | "language" | "catalogue">): string {
  const value = fact[field];
  if (value === null || value === undefined || value === "") return props.say(field === "region" ? "own_region" : "none");
  if (field === "period") {
    const period = fact.period ?? null;
    return [years(period), period && shown(period.label)].filter(Boolean).join(" · ");
  }
  if (field === "canonical") return props.catalogue[String(value)]?.[props.language === "zh" ? 0 : 1] ?? shown(String(value));
  return field === "name" || field === "region" ? shown(String(value)) : props.say(String(value));
}

function Slots({ fact, base, ...props }: CardProps & { base: Fact }) {
  const { say } = props;
  const { quantity } = fact;
  const value = [quantity.value, quantity.value_max].filter((one) => one !== null).join("–");
  return (
    <dl>
      <dt>{say("value")}</dt>
      <dd>
        {value ? `${value} ${shown(quantity.unit)}` : say("redacted")} {say(quantity.comparator)}
      </dd>
      {READING_FIELDS.map((field) => (
        <>
          <dt>{say(field)}</dt>
          <dd class={JSON.stringify(fact[field]) === JSON.stringify(base[field]) ? "" : "changed"}>
            {worded(field, fact, props)}
            {fact.support[field] && fact.support[field] !== "stated" ? <small> · {say(fact.support[field])}</small> : null}
          </dd>
        </>
      ))}
      <dt>{say("section")}</dt>
      <dd>
        {shown(props.section)}
        {fact.evidence.page === null ? null : ` · ${say("page")} ${fact.evidence.page}`}
      </dd>
      <dt>{say("origin")}</dt>
      <dd>{say(fact.origin === "reviewer" ? "reviewer_reader" : fact.origin)}</dd>
    </dl>
  );
}

function Readings({ others, ...props }: CardProps & { others: Fact["readings"] }) {
  const { fact, say } = props;
  return (
    <div class="readings">
      <h3>{say("other_readings")}</h3>
      {others.map((reading) => {
        const correction = differing(fact, reading);
        const fields = READING_FIELDS.filter((field) => field in correction);
        return (
          <div class="reading">
            <p>
              <b>{say(reading.reader === "reviewer" ? "reviewer_reader" : reading.reader)}</b>:{" "}
              {fields.map((field) => `${say(field)} ${worded(field, correction, props)}`).join(" · ")}
            </p>
            <button type="button" onClick={() => props.onDecide("correct", correction)}>
              {say("take_reading")}
            </button>
          </div>
        );
      })}
    </div>
  );
}
