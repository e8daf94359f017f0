/** The summary points of a report in one list, and where their evidence ends in the text. */

import { POINT_LISTS, type Point, type Report, type Span } from "./data";

export interface PlacedPoint extends Point {
  list: string;
  section: string | null;
}

export function pointsOf(report: Report): PlacedPoint[] {
  const summary = POINT_LISTS.flatMap((list) =>
    report.summary[list].map((point) => ({ ...point, list, section: null })),
  );
  const sections = report.sections.flatMap((section) =>
    section.key_points.map((point) => ({ ...point, list: "key_points", section: section.id })),
  );
  return [...summary, ...sections];
}

/** Points of the summary by the place where their last evidence ends. */
export function endsOf(points: PlacedPoint[]): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  points.forEach((point, index) => {
    const last = point.evidence.at(-1);
    if (last && point.section === null) ends.set(last[1], [...(ends.get(last[1]) ?? []), index]);
  });
  return ends;
}

export function overlap(one: Span, other: Span): boolean {
  return one[0] < other[1] && other[0] < one[1];
}
