/** The lists beside the text, one at a time. */

import { type Data, type Fact, type Flag, needsLook, type Report } from "./data";
import { type Filter, Filters } from "./filters";
import { Headlines, slotOf } from "./headlines";
import type { Language } from "./i18n";
import { FactList, FlagList, Outline, Reports, SummaryView } from "./lists";
import type { PlacedPoint } from "./points";
import type { Decisions } from "./store";

export const TABS = ["look", "facts", "summary", "headlines", "outline", "reports"] as const;
export type Tab = (typeof TABS)[number];

interface TabsProps {
  tab: Tab;
  report: Report;
  say: (key: string) => string;
  onTab: (tab: Tab) => void;
}

export function Tabs({ tab, report, say, onTab }: TabsProps) {
  return (
    <div class="tabs" role="tablist" aria-label={say("review")}>
      {TABS.map((name, index) => (
        <button
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={tab === name}
          aria-controls="panel"
          title={`${index + 1}`}
          onClick={() => onTab(name)}
        >
          {say(name)}
          {name === "look" ? ` (${report.facts.filter(needsLook).length})` : ""}
        </button>
      ))}
    </div>
  );
}

export interface PanelProps {
  tab: Tab;
  data: Data;
  report: Report;
  facts: Fact[];
  points: PlacedPoint[];
  decisions: Decisions;
  filter: Filter;
  slot: string;
  selected: string | null;
  selectedPoint: number | null;
  language: Language;
  say: (key: string) => string;
  onFilter: (filter: Filter) => void;
  onSlot: (slot: string) => void;
  onFact: (id: string) => void;
  onPoint: (index: number) => void;
  onFlag: (flag: Flag) => void;
  onSection: (id: string) => void;
  onReport: (id: string) => void;
}

export function Panel(props: PanelProps) {
  return (
    <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${props.tab}`} tabIndex={0}>
      {props.tab === "look" || props.tab === "facts" ? <Facts {...props} /> : null}
      {props.tab === "summary" ? <SummaryView {...props} /> : null}
      {props.tab === "headlines" ? <Slots {...props} /> : null}
      {props.tab === "outline" ? <Outline {...props} /> : null}
      {props.tab === "reports" ? <Reports {...props} reports={props.data.reports} current={props.report.id} /> : null}
    </div>
  );
}

function Facts(props: PanelProps) {
  const { tab, report, say } = props;
  const flags = report.flags.filter((flag) => flag.severity !== "info" && flag.fact === null);
  return (
    <>
      <Filters filter={props.filter} say={say} onChange={props.onFilter} />
      {tab === "look" ? <FlagList flags={flags} language={props.language} say={say} onPlace={props.onFlag} /> : null}
      <FactList {...props} empty={say(tab === "look" ? "all_checked" : "nothing")} />
    </>
  );
}

function Slots(props: PanelProps) {
  const { report, data, language } = props;
  const known = report.headlines.map(slotOf);
  return (
    <Headlines
      {...props}
      reports={data.reports}
      catalogue={data.catalogue}
      nameAt={language === "zh" ? 0 : 1}
      slot={known.includes(props.slot) ? props.slot : (known[0] ?? "")}
    />
  );
}
