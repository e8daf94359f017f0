/** A word looked for in the text: its places, and the one that is shown. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Report } from "./data";
import { highlight, scrollToSpan } from "./highlight";
import { type Block, findAll } from "./places";

export interface Search {
  query: string;
  at: number;
  hits: number;
  look: (query: string) => void;
  next: () => void;
}

export function useSearch(report: Report | undefined, blocks: Block[]): Search {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const hits = useMemo(() => (report?.text ? findAll(report.text, query.trim()) : []), [report, query]);
  useEffect(() => setAt(0), [report]);
  useEffect(() => {
    const hit = hits[at];
    highlight("hits", blocks, hits);
    highlight("hit", blocks, hit ? [hit] : []);
    if (hit) scrollToSpan(blocks, hit);
  }, [blocks, hits, at]);
  return {
    query,
    at,
    hits: hits.length,
    look: (word) => {
      setQuery(word);
      setAt(0);
    },
    next: () => setAt(hits.length ? (at + 1) % hits.length : 0),
  };
}
