// Keys and marking. Everything works without this file; it sends nothing to anybody but this server.
(() => {
  "use strict";
  const stories = [...document.querySelectorAll("[data-story]")];
  let at = -1;
  const move = (step) => {
    if (!stories.length) return;
    at = Math.max(0, Math.min(stories.length - 1, at + step));
    const link = stories[at].querySelector("h2 a, h3 a, h1");
    if (!link) return;
    if (!link.hasAttribute("href")) link.tabIndex = -1;
    link.focus();
    link.scrollIntoView({ block: "center" });
  };
  const press = (name) => document.querySelector(`button[name=act][value=${name}]`)?.click();
  const keys = {
    j: () => move(1), n: () => move(1), k: () => move(-1),
    o: () => document.activeElement?.closest("[data-story]")?.querySelector("a[href*='story/']")?.click(),
    f: () => press("star") ?? press("unstar"), m: () => press("unread"), A: () => press("all"),
    "/": () => { location.href = new URL("search", document.querySelector(".brand").href).href; },
    u: () => { location.href = document.querySelector(".brand").href; },
    "?": () => { location.href = new URL("about", document.querySelector(".brand").href).href; },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.cite[open]").forEach((one) => { one.open = false; });
  });
})();
