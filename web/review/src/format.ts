/** Values in short, as reports write them. */

import type { Fact, Period } from "./data";
import { shown } from "./places";

const SCALES: [number, string][] = [
  [1e12, "万亿"],
  [1e8, "亿"],
  [1e4, "万"],
];

/** A value in 万, 亿 or 万亿. The exact digits stand in the record; this is for reading. */
export function scaled(value: string): string {
  const number = Number(value);
  for (const [size, name] of SCALES) {
    if (Math.abs(number) >= size) return `${Number((number / size).toPrecision(12))}${name}`;
  }
  return value;
}

const SIGNS: Record<string, string> = { about: "≈", over: "≥", under: "≤" };

/** The number as it stands in the source, with signs for its direction and comparator. */
export function figure(fact: Fact): string {
  const arrow = fact.direction === "down" ? "↓" : fact.direction === "up" ? "↑" : "";
  return `${arrow}${SIGNS[fact.quantity.comparator] ?? ""}${shown(fact.quantity.text)}`;
}

export function years(period: Period | null): string {
  if (!period) return "";
  const { start, end, label } = period;
  if (start === null && end === null) return shown(label);
  return start === end || start === null || end === null ? `${start ?? end}` : `${start}–${end}`;
}

/** How a period is worded whose years a reviewer gives. */
export function labelOf(start: number | null, end: number | null): string {
  const given = [...new Set([start, end].filter((year) => year !== null))];
  return given.length ? `${given.join("—")}年` : "";
}
