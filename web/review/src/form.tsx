/** The form in which a reviewer says how a number is to be read. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CardProps } from "./card";
import { CHOICES, differing, type Fact, READING_FIELDS, type Reading } from "./data";
import { labelOf } from "./format";

export function CorrectionForm({ now, ...props }: CardProps & { now: Fact }) {
  const { say, fact } = props;
  const [draft, setDraft] = useState<Reading>(readingOf(now));
  const [note, setNote] = useState(props.decision?.note ?? "");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const set = (change: Partial<Reading>) => setDraft({ ...draft, ...change });
  const save = (event: Event) => {
    event.preventDefault();
    const correction = differing(fact, draft);
    if (Object.keys(correction).length) props.onDecide("correct", correction, note);
    else props.onDecide("accept", undefined, note);
  };
  const period = (change: Partial<NonNullable<Reading["period"]>>) => {
    const next = { label: "", start: null, end: null, ...draft.period, ...change };
    if (!("label" in change)) next.label = labelOf(next.start, next.end);
    const empty = next.label === "" && next.start === null && next.end === null;
    set({ period: empty ? null : next });
  };
  const choice = (field: "measure" | "direction" | "status" | "modality", nullable: boolean) => (
    <label>
      {say(field)}
      <select value={draft[field] ?? ""} onChange={(event) => set({ [field]: event.currentTarget.value || null })}>
        {nullable ? <option value="">{say("none")}</option> : null}
        {CHOICES[field].map((value) => (
          <option value={value}>{say(value)}</option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="correction" onSubmit={save}>
      <label class="wide">
        {say("name")}
        <input ref={first} required maxLength={400} value={draft.name} onInput={(event) => set({ name: event.currentTarget.value })} />
      </label>
      <label class="wide">
        {say("canonical")}
        <select value={draft.canonical ?? ""} onChange={(event) => set({ canonical: event.currentTarget.value || null })}>
          <option value="">{say("none")}</option>
          {Object.entries(props.catalogue).map(([id, names]) => (
            <option value={id}>{names[props.language === "zh" ? 0 : 1]}</option>
          ))}
        </select>
      </label>
      {choice("measure", false)}
      {choice("direction", true)}
      {choice("status", false)}
      {choice("modality", true)}
      <YearField name={say("first_year")} year={draft.period?.start ?? null} onYear={(start) => period({ start })} />
      <YearField name={say("last_year")} year={draft.period?.end ?? null} onYear={(end) => period({ end })} />
      <label>
        {say("period")} · {say("label")}
        <input value={draft.period?.label ?? ""} onInput={(event) => period({ label: event.currentTarget.value })} />
      </label>
      <label>
        {say("region")}
        <input value={draft.region ?? ""} placeholder={say("own_region")} onInput={(event) => set({ region: event.currentTarget.value || null })} />
      </label>
      <label class="wide">
        {say("note")}
        <textarea rows={2} maxLength={4000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <div class="buttons wide">
        <button type="submit" class="correct">
          {say("save")}
        </button>
        <button type="button" onClick={() => props.onEdit(false)}>
          {say("cancel")}
        </button>
      </div>
    </form>
  );
}

/** A field for a year, which is none while it is being written. */
function YearField({ name, year, onYear }: { name: string; year: number | null; onYear: (year: number | null) => void }) {
  const [text, setText] = useState(`${year ?? ""}`);
  const write = (written: string) => {
    setText(written);
    onYear(/^\d{4}$/.test(written) ? Number(written) : null);
  };
  return (
    <label>
      {name}
      <input inputMode="numeric" pattern="\d{4}" value={text} onInput={(event) => write(event.currentTarget.value)} />
    </label>
  );
}

function readingOf(fact: Fact): Reading {
  return Object.fromEntries(READING_FIELDS.map((field) => [field, fact[field]])) as unknown as Reading;
}
