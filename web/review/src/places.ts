/** The report's text cut into what the page shows, and the way back from places of the text to the page. */

import type { Fact, Section, Span } from "./data";

export interface Piece {
  text: string;
  at: number;
  fact?: Fact;
  /** Indices of the points whose evidence ends here. */
  points?: number[];
}

export interface Block {
  at: number;
  pieces: Piece[];
  section?: Section;
}

// Characters that would not be seen, or would change the order of others: C0 and C1 controls, marks and overrides of
// direction, zero-width characters.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
const HIDDEN_ALL = new RegExp(HIDDEN, "g");

/** A text in which hidden characters are shown as ⟦U+202E⟧ and so do nothing. */
export function shown(text: string): string {
  return HIDDEN.test(text) ? text.replace(HIDDEN_ALL, (character) => `⟦${codeOf(character)}⟧`) : text;
}

export function codeOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A text cut at its hidden characters, which stand alone. */
export function visibleParts(text: string): string[] {
  return HIDDEN.test(text) ? text.split(new RegExp(`(${HIDDEN.source})`)).filter((part) => part !== "") : [text];
}

export function isHidden(part: string): boolean {
  return part.length === 1 && HIDDEN.test(part);
}

/**
 * The blocks of a report: its lines, each cut into plain pieces and numbers. A number that goes over a line's end keeps
 * its lines together; of numbers that overlap, the first is shown.
 */
export function blocksOf(text: string, facts: Fact[], sections: Section[], ends: Map<number, number[]>): Block[] {
  const marks = facts
    .filter((fact) => fact.quantity.span[0] < fact.quantity.span[1])
    .sort((one, other) => one.quantity.span[0] - other.quantity.span[0]);
  const stops = [...ends.keys()].sort((one, other) => one - other);
  const starts = new Map(sections.filter((section) => section.heading).map((section) => [section.span[0], section]));
  const blocks: Block[] = [];
  let mark = 0;
  let stop = 0;
  let at = 0;
  while (at < text.length) {
    const block: Block = { at, pieces: [] };
    let lineEnd = lineEndOf(text, at);
    let from = at;
    const upTo = (place: number) => {
      while (stop < stops.length && (stops[stop] ?? 0) <= from) stop += 1;
      while (stop < stops.length && (stops[stop] ?? 0) <= place) {
        const end = stops[stop] ?? 0;
        block.pieces.push({ text: text.slice(from, end), at: from, points: ends.get(end) ?? [] });
        from = end;
        stop += 1;
      }
      if (from < place) block.pieces.push({ text: text.slice(from, place), at: from });
      from = place;
    };
    for (let fact = marks[mark]; fact && fact.quantity.span[0] < lineEnd; fact = marks[++mark]) {
      const [start, end] = fact.quantity.span;
      if (start < from || end > text.length) continue;
      upTo(start);
      const points = ends.get(end);
      block.pieces.push({ text: text.slice(start, end), at: start, fact, ...(points ? { points } : {}) });
      from = end;
      if (end > lineEnd) lineEnd = lineEndOf(text, end);
    }
    upTo(lineEnd);
    const section = sectionWithin(starts, at, lineEnd);
    if (section && lineEnd - at < 80) block.section = section;
    blocks.push(block);
    at = lineEnd + 1;
  }
  return blocks;
}

function lineEndOf(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function sectionWithin(starts: Map<number, Section>, start: number, end: number): Section | undefined {
  for (let place = start; place < Math.min(end, start + 8); place += 1) {
    const section = starts.get(place);
    if (section) return section;
  }
  return undefined;
}

/** The index of the last block that begins at or before a place. */
export function blockAt(blocks: Block[], place: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.at ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Ranges of the page for a span of the text; `elements` are the blocks' elements, in order. */
export function rangesOf(blocks: Block[], elements: ArrayLike<Element>, [start, end]: Span): Range[] {
  const ranges: Range[] = [];
  for (let index = blockAt(blocks, start); index < blocks.length; index += 1) {
    const block = blocks[index];
    const element = elements[index];
    if (!block || !element || block.at >= end) break;
    const range = document.createRange();
    if (!place(range, element, block.at, Math.max(start, block.at), end)) continue;
    ranges.push(range);
  }
  return ranges;
}

function place(range: Range, element: Element, blockStart: number, start: number, end: number): boolean {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let at = blockStart;
  let begun = false;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    // A hidden character is shown as several, but is one of the text.
    const hidden = node.parentElement?.classList.contains("hidden-character") ?? false;
    const size = hidden ? 1 : node.length;
    if (!begun && start < at + size) {
      range.setStart(node, hidden ? 0 : start - at);
      begun = true;
    }
    if (begun) range.setEnd(node, hidden ? node.length : Math.min(size, Math.max(0, end - at)));
    at += size;
    if (at >= end) break;
  }
  return begun;
}

/** All places of a word in a text, capitals and small letters alike. */
export function findAll(text: string, word: string): Span[] {
  const found: Span[] = [];
  if (!word) return found;
  const searched = sameLength(text);
  const wanted = sameLength(word);
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}

/** Lower case, where that keeps every place of the text. */
function sameLength(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
