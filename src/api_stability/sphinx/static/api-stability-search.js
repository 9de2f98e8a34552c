/*
 * Badges in the results of a search. Sphinx writes the results one by one; each that leads to an
 * object with a badge gets it, after its name.
 */
(() => {
  "use strict";

  const { badges, places } = window.apiStabilitySearch;
  const root = new URL(document.documentElement.dataset.content_root || "./", document.baseURI).href;

  const draw = ([label, classes, title]) => {
    const badge = document.createElement("span");
    badge.className = classes;
    badge.title = title;
    badge.textContent = label;
    return badge;
  };

  const decorate = (link) => {
    const [page, anchor] = link.href.split("#");
    if (!anchor || !page.startsWith(root)) return;
    const place = `${page.slice(root.length).split("?")[0]}#${decodeURIComponent(anchor)}`;
    const found = Object.hasOwn(places, place) ? places[place] : [];
    link.after(...found.flatMap((number) => [" ", draw(badges[number])]));
  };

  const start = () => {
    const results = document.getElementById("search-results");
    if (!results) return;
    const seen = new WeakSet();
    const look = () => {
      for (const link of results.querySelectorAll("li > a")) {
        if (!seen.has(link)) {
          seen.add(link);
          decorate(link);
        }
      }
    };
    new MutationObserver(look).observe(results, { childList: true, subtree: true });
    look();
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
