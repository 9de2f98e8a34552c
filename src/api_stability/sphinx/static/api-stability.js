/*
 * A filter above long tables. Without this script every row is shown, and nothing else is missing.
 *
 * Tables that follow each other, as those of one directive with :group-by: do, share one filter.
 */
(() => {
  "use strict";

  const LONG = 30; // rows; a shorter table is read faster than it is filtered

  /** The outermost element that holds *table* and nothing else: a theme may wrap it. */
  const holder = (table) => {
    let element = table;
    while (element.parentElement.tagName === "DIV" && element.parentElement.children.length === 1) {
      element = element.parentElement;
    }
    return element;
  };

  /** The tables of a page, those that follow each other together. */
  const collectSets = () => {
    const sets = [];
    let last = null;
    for (const table of document.querySelectorAll("table.stability-table")) {
      const element = holder(table);
      if (last === null || element.previousElementSibling !== last) {
        sets.push([]);
      }
      const caption = table.caption ? table.caption.textContent.replace(/[¶#]\s*$/, "").trim() : "";
      const rows = Array.from(table.tBodies[0].rows, (row) => ({
        row,
        text: `${caption} ${row.textContent}`.toLowerCase(),
        badges: Array.from(row.querySelectorAll(".stability-badge"), (badge) => badge.textContent),
      }));
      sets.at(-1).push({ element, caption, rows });
      last = element;
    }
    return sets;
  };

  const labelled = (text, control) => {
    const label = document.createElement("label");
    label.append(text, " ", control);
    return label;
  };

  const choice = (all, values) => {
    const select = document.createElement("select");
    select.append(new Option(all, ""), ...values.map((value) => new Option(value, value)));
    return select;
  };

  const addFilter = (set) => {
    const rows = set.flatMap((table) => table.rows);
    const badges = [...new Set(rows.flatMap((each) => each.badges))].sort();
    const captions = set.map((table) => table.caption).filter(Boolean);
    const words = Object.assign(document.createElement("input"), { type: "search" });
    const badge = choice("Any", badges);
    const group = choice("All", captions);
    const count = document.createElement("output");

    const apply = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const table of set) {
        const open = !group.value || table.caption === group.value;
        let left = 0;
        for (const { row, text, badges: own } of table.rows) {
          const fits = wanted.every((word) => text.includes(word));
          row.hidden = !(open && fits && (!badge.value || own.includes(badge.value)));
          left += row.hidden ? 0 : 1;
        }
        table.element.hidden = left === 0;
        shown += left;
      }
      count.textContent = `${shown} of ${rows.length} rows`;
    };

    const form = document.createElement("form");
    form.className = "stability-filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Filter the table");
    form.append(labelled("Find", words));
    if (badges.length > 0) form.append(labelled("Stability", badge));
    if (captions.length > 1) form.append(labelled("Group", group));
    form.append(count);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", apply);
    set[0].element.before(form);
    apply();
  };

  const start = () => {
    for (const set of collectSets()) {
      const rows = set.reduce((sum, table) => sum + table.rows.length, 0);
      if (rows >= LONG || set[0].element.closest("#stability-index")) addFilter(set);
    }
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
