import { describe, expect, it } from "vitest";
import type { Fact, Section } from "./data";
import { blockAt, blocksOf, findAll, shown, visibleParts } from "./places";

function fact(id: string, start: number, end: number): Fact {
  return { id, quantity: { span: [start, end] } } as unknown as Fact;
}

const whole = (text: string, facts: Fact[], ends = new Map<number, number[]>()) =>
  blocksOf(text, facts, [], ends).map((block) => block.pieces.map((piece) => piece.text).join(""));

describe("blocksOf", () => {
  it("gives every character of the text once, line by line", () => {
    const text = "甲乙12家。\n\n丙3.5%丁\n";
    expect(whole(text, [fact("a", 2, 5), fact("b", 9, 13)])).toEqual(["甲乙12家。", "", "丙3.5%丁"]);
  });

  it("keeps the lines of a number together that goes over a line's end", () => {
    const text = "完成12\n6亿元。\n完";
    expect(whole(text, [fact("a", 2, 8)])).toEqual(["完成12\n6亿元。", "完"]);
  });

  it("shows the first of two numbers that overlap, and none outside of the text", () => {
    const pieces = blocksOf("共12.5亿元", [fact("a", 1, 7), fact("b", 3, 7), fact("c", 6, 99)], [], new Map())[0]?.pieces;
    expect(pieces?.filter((piece) => piece.fact).map((piece) => piece.fact?.id)).toEqual(["a"]);
  });

  it("puts the sign of a point where its evidence ends, within a line or with a number", () => {
    const pieces = blocksOf("甲乙。丙3%", [fact("a", 4, 6)], [], new Map([[3, [0]], [6, [1, 2]]]))[0]?.pieces;
    expect(pieces?.map((piece) => [piece.text, piece.points])).toEqual([
      ["甲乙。", [0]],
      ["丙", undefined],
      ["3%", [1, 2]],
    ]);
  });

  it("makes a heading of a short line at a section's start alone", () => {
    const section = { id: "1", heading: "工作回顾", span: [2, 90], level: 1 } as unknown as Section;
    const long = { ...section, id: "2", span: [9, 100] } as Section;
    const blocks = blocksOf(`序\n一、工作回顾\n${"长".repeat(90)}`, [], [section, long], new Map());
    expect(blocks.map((block) => block.section?.id)).toEqual([undefined, "1", undefined]);
  });
});

describe("blockAt", () => {
  it("finds the block that holds a place", () => {
    const blocks = blocksOf("甲乙\n丙丁\n戊", [], [], new Map());
    expect([0, 2, 3, 5, 6, 99].map((place) => blockAt(blocks, place))).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe("hidden characters", () => {
  it("are shown by their code and do nothing", () => {
    expect(shown("甲\u202e乙\u0007")).toBe("甲⟦U+202E⟧乙⟦U+0007⟧");
    expect(visibleParts("甲\u200b乙")).toEqual(["甲", "\u200b", "乙"]);
    expect(shown("甲\n𠮷")).toBe("甲\n𠮷");
  });
});

describe("findAll", () => {
  it("finds every place, small letters and capitals alike, and nothing for nothing", () => {
    expect(findAll("GDP和gdp", "gdp")).toEqual([
      [0, 3],
      [4, 7],
    ]);
    expect(findAll("甲", "")).toEqual([]);
  });
});
