/** The source text with every number marked by its state, and places of evidence at the edge of its end. */

import { memo } from "preact/compat";
import type { Decision, Fact, Report } from "./data";
import { needsLook } from "./data";
import { type Block, codeOf, isHidden, type Piece, shown, visibleParts } from "./places";
import { keyOf, type Decisions } from "./store";

interface TextProps {
  report: Report;
  blocks: Block[];
  decisions: Decisions;
  say: (key: string) => string;
  onFact: (id: string) => void;
  onPoint: (index: number) => void;
}

/** A string with hidden characters made visible, each as an element that counts as one character. */
function Visible({ text, say }: { text: string; say: (key: string) => string }) {
  return (
    <>
      {visibleParts(text).map((part) =>
        isHidden(part) ? (
          <span class="hidden-character" title={say("hidden_character")}>{`⟦${codeOf(part)}⟧`}</span>
        ) : (
          part
        ),
      )}
    </>
  );
}

function Mark({ fact, decision, text, say }: { fact: Fact; decision: Decision | undefined; text: string; say: TextProps["say"] }) {
  const state = decision ? decision.decision : fact.state;
  const hint = decision ? `${say(decision.decision)}` : say(fact.state);
  return (
    <mark
      class={`number is-${state}${!decision && needsLook(fact) ? " to-look" : ""}`}
      data-fact={fact.id}
      role="button"
      tabindex={-1}
      aria-label={`${shown(fact.name)} ${shown(fact.quantity.text)}, ${hint}`}
      title={`${shown(fact.name)} · ${hint}`}
    >
      <Visible text={text} say={say} />
    </mark>
  );
}

function Line({ block, report, decisions, say }: Pick<TextProps, "report" | "decisions" | "say"> & { block: Block }) {
  const inner = block.pieces.map((piece: Piece) => (
    <>
      {piece.fact ? (
        <Mark fact={piece.fact} decision={decisions.get(keyOf(report.id, piece.fact.id))} text={piece.text} say={say} />
      ) : (
        <Visible text={piece.text} say={say} />
      )}
      {piece.points?.map((index) => (
        <a class="point-mark" href="#summary" tabindex={-1} data-point={index} aria-label={say("point")} />
      ))}
    </>
  ));
  if (!block.section) return <div class="line">{inner}</div>;
  return (
    <div class={`line heading level-${Math.min(block.section.level, 4)}`} data-section={block.section.id} role="heading" aria-level={Math.min(block.section.level, 4) + 1}>
      {inner}
    </div>
  );
}

const MemoLine = memo(Line, (before, after) => {
  if (before.block !== after.block || before.say !== after.say || before.report !== after.report) return false;
  return before.block.pieces.every(
    ({ fact }) =>
      !fact ||
      before.decisions.get(keyOf(before.report.id, fact.id)) === after.decisions.get(keyOf(after.report.id, fact.id)),
  );
});

export function SourceText({ report, blocks, decisions, say, onFact, onPoint }: TextProps) {
  const onClick = (event: Event) => {
    const target = event.target as Element;
    const point = target.closest<HTMLElement>("[data-point]");
    const fact = target.closest<HTMLElement>("[data-fact]");
    if (point) {
      event.preventDefault();
      onPoint(Number(point.dataset["point"]));
    } else if (fact) onFact(fact.dataset["fact"] ?? "");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.target as Element).matches("mark")) onClick(event);
  };
  if (report.text === null) {
    return (
      <div class="source" id="source" onClick={onClick} onKeyDown={onKeyDown}>
        <p class="notice">{say(report.missing ?? "source_missing")}</p>
        {report.facts.map((fact) => (
          <div class="line">
            {shown(fact.evidence.quote ?? "")}{" "}
            <Mark fact={fact} decision={decisions.get(keyOf(report.id, fact.id))} text={fact.quantity.text} say={say} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div class="source" id="source" lang="zh" onClick={onClick} onKeyDown={onKeyDown}>
      {blocks.map((block) => (
        <MemoLine block={block} report={report} decisions={decisions} say={say} />
      ))}
    </div>
  );
}
