import { describe, expect, it } from "vitest";
import type { Decision } from "./data";
import { fromLines, isLater, toLines } from "./store";

const accept: Decision = { report: "r", indicator: "i1", decision: "accept", decided_at: "2024-05-06T07:08:09Z" };
const correct: Decision = { report: "r", indicator: "i2", decision: "correct", correction: { name: "甲", region: null } };

describe("decisions as lines", () => {
  it("read back as written", () => {
    const lines = toLines(new Map([
      ["r/i1", accept],
      ["r/i2", correct],
    ]));
    expect(fromLines(lines)).toEqual({ decisions: [accept, correct], bad: 0 });
  });

  it("counts lines that are no decisions and takes the others", () => {
    const lines = ["{", "[]", '{"report":"r"}', '{"report":"r","indicator":"i","decision":"correct"}', JSON.stringify(accept)];
    expect(fromLines(`${lines.join("\n")}\n\n`)).toEqual({ decisions: [accept], bad: 4 });
  });
});

describe("isLater", () => {
  it("compares times however they are written, and a time that is missing is never later", () => {
    expect(isLater({ ...accept, decided_at: "2024-05-06T07:08:09.500Z" }, accept)).toBe(true);
    expect(isLater(accept, { ...accept, decided_at: "2024-05-06T09:08:08+02:00" })).toBe(true);
    expect(isLater(correct, accept)).toBe(false);
  });
});
