/** Places of the text shown by the browser's highlights, which leave the page's elements alone. */

import type { Span } from "./data";
import { blockAt, type Block, rangesOf } from "./places";

/** Most places highlighted at once; a word that stands in every line needs no more. */
const MOST = 2000;

export function highlight(name: string, blocks: Block[], spans: Span[]): void {
  if (!("highlights" in CSS)) return;
  const lines = document.querySelectorAll("#source > .line");
  const ranges = spans.slice(0, MOST).flatMap((span) => rangesOf(blocks, lines, span));
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

export function scrollToSpan(blocks: Block[], [start]: Span): void {
  const lines = document.querySelectorAll("#source > .line");
  lines[blockAt(blocks, start)]?.scrollIntoView({ block: "center" });
}
