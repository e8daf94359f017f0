"use strict";
const root = document.documentElement;
const sentence = document.getElementById("sentence");
const quotes = JSON.parse(document.getElementById("quotes").textContent);

document.getElementById("language").addEventListener("click", () => {
  const next = root.dataset.language === "zh" ? "en" : "zh";
  root.dataset.language = next;
  root.lang = next;
});

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  const rows = [...document.querySelectorAll("tbody tr")];
  const named = rows.some((row) => wanted && row.dataset.place.toLowerCase().includes(wanted));
  for (const row of rows) row.hidden = named && !row.dataset.place.toLowerCase().includes(wanted);
  for (const section of document.querySelectorAll(".indicator"))
    section.hidden = !named && !section.dataset.names.toLowerCase().includes(wanted);
});

function tell(cell) {
  sentence.textContent = quotes[cell.dataset.q];
  sentence.hidden = false;
}

function sort(head) {
  const table = head.closest("table");
  const column = [...head.parentNode.children].indexOf(head) + 1;
  const down = head.dataset.order !== "down";
  for (const other of head.parentNode.children) delete other.dataset.order;
  head.dataset.order = down ? "down" : "up";
  const number = (row) => parseFloat(row.children[column].dataset.n ?? row.children[column].textContent);
  const rows = [...table.tBodies[0].rows];
  rows.sort((one, two) => {
    const [a, b] = [number(one), number(two)];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
    return down ? b - a : a - b;
  });
  table.tBodies[0].append(...rows);
}

for (const reached of document.querySelectorAll("[data-q], .sortable thead tr:last-child th")) reached.tabIndex = 0;

function chosen(event) {
  const cell = event.target.closest("[data-q]");
  if (cell) return tell(cell);
  const head = event.target.closest(".sortable thead tr:last-child th");
  if (head) return sort(head);
  if (!event.target.closest("#sentence")) sentence.hidden = true;
}

document.addEventListener("click", chosen);
document.addEventListener("mouseover", (event) => {
  const cell = event.target.closest("[data-q]");
  if (cell) cell.title = quotes[cell.dataset.q];
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") sentence.hidden = true;
  else if (event.key === "Enter") chosen(event);
});
