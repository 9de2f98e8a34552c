/*
 * A filter above long tables, and headings that sort them. Without this script every row is shown,
 * in the order of the page, and nothing else is missing.
 *
 * Tables that follow each other, as those of one directive with :group-by: do, share one filter and
 * one order; their rows stay in their groups.
 */
(() => {
  "use strict";

  const words = window.apiStabilityWords || {}; // in the language of the page
  const say = (text) => (Object.hasOwn(words, text) ? words[text] : text);

  const LONG = 30; // rows; a shorter table is read faster than it is filtered

  /* ---- what is on the page ---- */

  /** The outermost element that holds *table* and nothing else: a theme may wrap it. */
  const holder = (table) => {
    let element = table;
    while (element.parentElement.tagName === "DIV" && element.parentElement.children.length === 1) {
      element = element.parentElement;
    }
    return element;
  };

  const describe = (table, element) => {
    const caption = table.caption ? table.caption.textContent.replace(/[¶#]\s*$/, "").trim() : "";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({
      row,
      text: `${caption} ${row.textContent}`.toLowerCase(),
      badges: Array.from(row.querySelectorAll(".stability-badge"), (badge) => badge.textContent),
    }));
    const headings = Array.from(table.tHead.rows[0].cells, (cell) => ({
      cell,
      label: cell.textContent.trim(),
    }));
    return { element, caption, body, rows, headings };
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
      sets.at(-1).push(describe(table, element));
      last = element;
    }
    return sets;
  };

  /** The rows that are shown are striped as the page had them; the heading is the first, and odd. */
  const stripe = ({ body }) => {
    let isOdd = false;
    for (const row of body.rows) {
      if (!row.hidden) {
        row.classList.toggle("row-odd", isOdd);
        row.classList.toggle("row-even", !isOdd);
        isOdd = !isOdd;
      }
    }
  };

  /* ---- order ---- */

  const VERSION = /^v?(\d+(?:\.\d+)*)(?:[-_.]?(dev|alpha|a|beta|b|preview|pre|rc|c)[-_.]?(\d*))?(?!\w)/i;
  const STAGES = { dev: 0, a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3, pre: 3, preview: 3 };
  const FINAL = 4;
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });

  /** A number, or the version that a text begins with, as numbers; null for other texts. */
  const readVersion = (text) => {
    const found = VERSION.exec(text);
    if (!found) return null;
    const [, release, stage, serial] = found;
    return {
      release: release.split(".").map(Number),
      stage: stage ? STAGES[stage.toLowerCase()] : FINAL,
      serial: Number(serial || 0),
    };
  };

  const compareVersions = (one, other) => {
    const length = Math.max(one.release.length, other.release.length);
    for (let place = 0; place < length; place += 1) {
      const difference = (one.release[place] || 0) - (other.release[place] || 0);
      if (difference) return difference;
    }
    return one.stage - other.stage || one.serial - other.serial;
  };

  /** Numbers and versions by value, before names. */
  const compareKeys = (one, other) => {
    if (one.version && other.version) {
      return compareVersions(one.version, other.version) || collator.compare(one.text, other.text);
    }
    if (one.version || other.version) return one.version ? -1 : 1;
    return collator.compare(one.text, other.text);
  };

  /** The rows by what they have in *column*; those that have nothing there are last. */
  const sortRows = (rows, column, direction) => {
    const keyed = rows.map(({ row }) => {
      const text = row.cells[column].textContent.trim();
      return { row, text, version: readVersion(text) };
    });
    const full = keyed.filter(({ text }) => text);
    const sign = direction === "descending" ? -1 : 1;
    full.sort((one, other) => sign * compareKeys(one, other));
    return [...full, ...keyed.filter(({ text }) => !text)].map(({ row }) => row);
  };

  /** Order *set* by the column *label*; by the page when there is no *direction*. */
  const order = (set, label, direction) => {
    for (const table of set) {
      const column = table.headings.findIndex((heading) => heading.label === label);
      const isSorted = direction !== null && column >= 0;
      const rows = isSorted
        ? sortRows(table.rows, column, direction)
        : table.rows.map(({ row }) => row);
      table.body.append(...rows);
      stripe(table);
      for (const [place, { cell }] of table.headings.entries()) {
        if (isSorted && place === column) {
          cell.setAttribute("aria-sort", direction);
        } else {
          cell.removeAttribute("aria-sort");
        }
      }
    }
  };

  const NEXT = new Map([
    [null, "ascending"],
    ["ascending", "descending"],
    ["descending", null],
  ]);

  /** Make a button of each heading: up, down, and back to the order of the page. */
  const addOrder = (set) => {
    for (const { headings } of set) {
      for (const { cell, label } of headings) {
        if (!label) continue;
        const button = Object.assign(document.createElement("button"), { type: "button" });
        button.className = "stability-sort";
        const text = cell.querySelector("p") || cell;
        button.append(...text.childNodes);
        text.append(button);
        button.addEventListener("click", () => {
          order(set, label, NEXT.get(cell.getAttribute("aria-sort")));
        });
      }
    }
  };

  /* ---- filter ---- */

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
    const find = Object.assign(document.createElement("input"), { type: "search" });
    const badge = choice(say("Any"), badges);
    const group = choice(say("All"), captions);
    const count = document.createElement("output");

    const apply = () => {
      const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
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
        stripe(table);
        shown += left;
      }
      count.textContent = say("{shown} of {total} rows")
        .replace("{shown}", shown)
        .replace("{total}", rows.length);
    };

    const form = document.createElement("form");
    form.className = "stability-filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", say("Filter the table"));
    form.append(labelled(say("Find"), find));
    if (badges.length > 0) form.append(labelled(say("Stability"), badge));
    if (captions.length > 1) form.append(labelled(say("Group"), group));
    form.append(count);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", apply);
    set[0].element.before(form);
    apply();
  };

  const start = () => {
    for (const set of collectSets()) {
      const before = set[0].element.previousElementSibling;
      if (before && before.matches(".stability-filter")) continue;
      const rows = set.reduce((sum, table) => sum + table.rows.length, 0);
      if (rows >= LONG || set[0].element.closest("#stability-index")) {
        addFilter(set);
        addOrder(set);
      }
    }
  };

  if (window.document$ && window.document$.subscribe) {
    window.document$.subscribe(start); // Material may replace the page without loading another
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
