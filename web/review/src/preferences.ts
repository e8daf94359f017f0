/** Language and theme: as the browser has them at first, then as the reader chose. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { type Language, words } from "./i18n";
import { recall, remember } from "./store";

type Theme = "light" | "dark";

export function useLanguage() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const say = useMemo(() => words(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    remember("summarizer.language", language);
  }, [language]);
  return { language, say, toggle: () => setLanguage(language === "zh" ? "en" : "zh") };
}

export function useTheme() {
  const [theme, setTheme] = useState<Theme>(firstTheme);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    remember("summarizer.theme", theme);
  }, [theme]);
  return { toggle: () => setTheme(theme === "dark" ? "light" : "dark") };
}

function firstLanguage(): Language {
  const kept = recall("summarizer.language");
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function firstTheme(): Theme {
  const kept = recall("summarizer.theme");
  if (kept === "light" || kept === "dark") return kept;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
