import { describe, expect, it } from "vitest";
import type { Fact } from "./data";
import { figure, labelOf, scaled, years } from "./format";

const quantity = { text: "286.4亿元", span: [0, 7], value: "28640000000", value_max: null, unit: "元", comparator: "over" };

describe("values in short", () => {
  it("are in 万, 亿 and 万亿, without losing digits", () => {
    expect(["126000000000000", "28640000000", "52000", "9999", "-34000"].map(scaled)).toEqual([
      "126万亿",
      "286.4亿",
      "5.2万",
      "9999",
      "-3.4万",
    ]);
  });

  it("stand as written, with signs for direction and comparator", () => {
    expect(figure({ quantity, direction: null } as unknown as Fact)).toBe("≥286.4亿元");
    expect(figure({ quantity, direction: "down" } as unknown as Fact)).toBe("↓≥286.4亿元");
  });
});

describe("periods", () => {
  it("are a year, a span, or as worded", () => {
    expect(years({ label: "去年", start: 2023, end: 2023 })).toBe("2023");
    expect(years({ label: "五年来", start: 2019, end: 2023 })).toBe("2019–2023");
    expect(years({ label: "上半年", start: null, end: null })).toBe("上半年");
    expect(years(null)).toBe("");
  });

  it("are worded by the years that a reviewer gives", () => {
    expect([labelOf(2023, 2023), labelOf(2019, 2023), labelOf(null, 2023), labelOf(null, null)]).toEqual([
      "2023年",
      "2019—2023年",
      "2023年",
      "",
    ]);
  });
});
