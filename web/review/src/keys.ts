/** Single keys as commands, but not while somebody writes or holds a modifier. */

import { useEffect, useRef } from "preact/hooks";

export type Keys = Record<string, () => unknown>;

export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]")) return;
      const target = event.target as HTMLElement;
      const writing = target.matches("input:not([type=checkbox]), textarea, select");
      if (writing && event.key !== "Escape") return;
      const command = current.current[event.key];
      if (!command) return;
      event.preventDefault();
      if (writing) target.blur();
      command();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
