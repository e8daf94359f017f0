/** Decisions: kept in the browser (or on the server), written and read as JSON lines. */

import type { Data, Decision, Fact, Reading, Report, Verb } from "./data";

const PREFIX = "summarizer.decisions.";
const REVIEWER = "summarizer.reviewer";

export type Decisions = ReadonlyMap<string, Decision>;

export function keyOf(report: string, indicator: string): string {
  return `${report}/${indicator}`;
}

export function decisionOf(
  report: Report,
  fact: Fact,
  verb: Verb,
  correction: Partial<Reading> | undefined,
  note: string,
): Decision {
  const reviewer = recall(REVIEWER) ?? "";
  return {
    report: report.id,
    indicator: fact.id,
    decision: verb,
    ...(correction ? { correction } : {}),
    quantity: fact.quantity.text.slice(0, 400),
    name: fact.name.slice(0, 400),
    source: report.source,
    text_sha256: report.text_sha256,
    ...(reviewer ? { reviewer } : {}),
    decided_at: new Date().toISOString(),
    ...(note ? { note } : {}),
  };
}

/** Decisions given with the page and those kept in this browser; of two about one number the later. */
export function load(data: Data): Map<string, Decision> {
  const decisions = new Map(data.decisions.map((one) => [keyOf(one.report, one.indicator), one]));
  if (data.server) return decisions;
  for (const report of data.reports) {
    for (const line of (recall(PREFIX + report.id) ?? "").split("\n")) {
      const decision = parse(line);
      const other = decision && decisions.get(keyOf(decision.report, decision.indicator));
      if (decision && !(other && isLater(other, decision))) {
        decisions.set(keyOf(decision.report, decision.indicator), decision);
      }
    }
  }
  return decisions;
}

export function isLater(one: Decision, other: Decision): boolean {
  return Date.parse(one.decided_at ?? "") > Date.parse(other.decided_at ?? "");
}

/** Keep all decisions about a report. False where the browser cannot. */
export function keep(decisions: Decisions, report: string): boolean {
  const own = [...decisions.values()].filter((decision) => decision.report === report);
  return remember(PREFIX + report, own.map((decision) => JSON.stringify(decision)).join("\n"));
}

export async function send(url: string, decision: Decision, undo: boolean): Promise<boolean> {
  const place = `${url}/${encodeURIComponent(decision.report)}/${encodeURIComponent(decision.indicator)}`;
  const request: RequestInit = undo
    ? { method: "DELETE" }
    : { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(decision) };
  try {
    return (await fetch(place, request)).ok;
  } catch {
    return false;
  }
}

export function toLines(decisions: Decisions): string {
  return [...decisions.values()].map((decision) => `${JSON.stringify(decision)}\n`).join("");
}

/** The decisions in a text of JSON lines, and how many lines are none. */
export function fromLines(text: string): { decisions: Decision[]; bad: number } {
  const lines = text.split("\n").filter((line) => line.trim());
  const decisions = lines.map(parse).filter((decision) => decision !== undefined);
  return { decisions, bad: lines.length - decisions.length };
}

export function parse(line: string): Decision | undefined {
  try {
    const value = JSON.parse(line) as Decision;
    const known = ["accept", "correct", "reject"].includes(value.decision);
    const whole = (value.decision === "correct") === (typeof value.correction === "object" && value.correction !== null);
    return known && whole && typeof value.report === "string" && typeof value.indicator === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): boolean {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

export const reviewer = {
  get: () => recall(REVIEWER) ?? "",
  set: (name: string) => remember(REVIEWER, name),
};
