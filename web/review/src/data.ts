/** What the page is given, as `summarizer/review/payload.py` writes it. Spans are UTF-16 places of the report's text. */

export type Span = [number, number];
export type State = "verified" | "doubtful" | "mismatch" | "unsupported" | "redacted";
export type Verb = "accept" | "correct" | "reject";

export interface Period {
  label: string;
  start: number | null;
  end: number | null;
}

export interface Reading {
  name: string;
  canonical: string | null;
  measure: string;
  direction: string | null;
  period: Period | null;
  status: string;
  modality: string | null;
  region: string | null;
}

export interface Fact extends Reading {
  id: string;
  quantity: { text: string; span: Span; value: string | null; value_max: string | null; unit: string; comparator: string };
  section: string;
  evidence: { span: Span; page: number | null; quote?: string };
  support: Record<string, string>;
  origin: string;
  state: State;
  reasons: string[];
  doubts: string[];
  readings: (Partial<Reading> & { reader: string })[];
}

export interface Point {
  text: string;
  evidence: Span[];
  pages: number[] | null;
}

export interface Section {
  id: string;
  level: number;
  number: string | null;
  heading: string;
  kind: string;
  span: Span;
  summary: string;
  key_points: Point[];
}

export interface Headline {
  canonical: string;
  measure: string;
  status: string;
  state: "stated" | "not_stated" | "redacted";
  indicator: string | null;
}

export interface Flag {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  span: Span | null;
  fact: string | null;
}

export const POINT_LISTS = ["achievements", "targets", "priorities", "problems"] as const;
export type PointList = (typeof POINT_LISTS)[number];

export interface Report {
  id: string;
  title: string;
  region: { name: string | null; level: string | null; code: string | null };
  year: number | null;
  delivered_on: string | null;
  speaker: string | null;
  source: string;
  text_sha256: string;
  completeness: string;
  engine: string;
  text: string | null;
  missing: string | null;
  summary: { headline: string; overview: string } & Record<PointList, Point[]>;
  sections: Section[];
  facts: Fact[];
  headlines: Headline[];
  flags: Flag[];
}

export interface Decision {
  report: string;
  indicator: string;
  decision: Verb;
  correction?: Partial<Reading>;
  quantity?: string;
  name?: string;
  source?: string;
  text_sha256?: string;
  reviewer?: string;
  decided_at?: string;
  note?: string;
}

export interface Data {
  reports: Report[];
  catalogue: Record<string, [string, string]>;
  decisions: Decision[];
  server: { decisions: string } | null;
}

export const READING_FIELDS = [
  "name",
  "canonical",
  "measure",
  "direction",
  "period",
  "status",
  "modality",
  "region",
] as const satisfies readonly (keyof Reading)[];

export const CHOICES = {
  measure: ["level", "growth_rate", "change", "share", "rank", "multiple", "ratio"],
  direction: ["up", "down"],
  status: ["actual", "expected", "target"],
  modality: ["must", "strive", "expect"],
} as const;

export function readData(): Data {
  return JSON.parse(document.getElementById("data")?.textContent ?? "null") as Data;
}

/** A fact as a decision lets it stand. */
export function decided(fact: Fact, decision: Decision | undefined): Fact {
  return decision?.correction ? { ...fact, ...decision.correction } : fact;
}

/** The fields of a reading that differ from a fact's own. */
export function differing(fact: Fact, reading: Partial<Reading>): Partial<Reading> {
  const fields = READING_FIELDS.filter(
    (field) => field in reading && JSON.stringify(reading[field]) !== JSON.stringify(fact[field]),
  );
  return Object.fromEntries(fields.map((field) => [field, reading[field]]));
}

const URGENCY: Record<State, number> = { mismatch: 0, unsupported: 1, doubtful: 2, redacted: 4, verified: 5 };

/** How soon somebody should look at a fact: what is wrong, then what is doubted or disputed, then the rest. */
export function urgency(fact: Fact): number {
  const own = URGENCY[fact.state];
  return fact.readings.length ? Math.min(own, 3) : own;
}

/** Whether a fact waits for a reviewer. */
export function needsLook(fact: Fact): boolean {
  return urgency(fact) < URGENCY.redacted;
}
