/** The line at the top: which report, search, decisions, theme, language, help. */

import type { RefObject } from "preact";
import type { Report } from "./data";
import type { Language } from "./i18n";
import { shown } from "./places";
import type { Search } from "./search";

interface Props {
  reports: Report[];
  report: Report;
  search: Search;
  searchInput: RefObject<HTMLInputElement | null>;
  decided: number;
  language: Language;
  say: (key: string) => string;
  onReport: (id: string) => void;
  onDialog: (name: "help" | "decisions") => void;
  onTheme: () => void;
  onLanguage: () => void;
}

export function Header(props: Props) {
  const { reports, report, say, language } = props;
  return (
    <header>
      <h1>{shown(report.title || report.source)}</h1>
      <label class="visually-hidden" for="report-select">
        {say("reports")}
      </label>
      <select id="report-select" value={report.id} onChange={(event) => props.onReport(event.currentTarget.value)}>
        {reports.map((one) => (
          <option value={one.id}>{shown(one.title || one.source)}</option>
        ))}
      </select>
      <SearchBox search={props.search} input={props.searchInput} say={say} />
      <div class="tools">
        <button type="button" onClick={() => props.onDialog("decisions")}>
          {say("decisions")} ({props.decided})
        </button>
        <button type="button" onClick={props.onTheme} aria-label={say("theme")} title={say("theme")}>
          ◐
        </button>
        <button type="button" onClick={props.onLanguage} lang={language === "zh" ? "en" : "zh"}>
          {say("language")}
        </button>
        <button type="button" onClick={() => props.onDialog("help")} aria-label={say("help")} title={say("help")}>
          ?
        </button>
      </div>
    </header>
  );
}

interface SearchProps {
  search: Search;
  input: RefObject<HTMLInputElement | null>;
  say: (key: string) => string;
}

function SearchBox({ search, input, say }: SearchProps) {
  return (
    <div class="search">
      <input
        ref={input}
        type="search"
        aria-label={say("search")}
        placeholder={say("search_hint")}
        value={search.query}
        onInput={(event) => search.look(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && search.next()}
      />
      {search.query ? (
        <button type="button" onClick={search.next}>
          {search.hits ? `${search.at + 1}/` : ""}
          {search.hits} {say("hits")}
        </button>
      ) : null}
    </div>
  );
}
