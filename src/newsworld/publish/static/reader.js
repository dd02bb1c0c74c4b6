// Keys, marking as read, "n new". Everything works without this file; it speaks to nobody but this server.
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const top = one(".brand").href;
  const go = (path) => { location.href = new URL(path, top).href; };
  const stories = all("[data-story]");
  let at = -1;

  const move = (step) => {
    if (!stories.length) return;
    const here = stories.findIndex((story) => story.contains(document.activeElement) && document.activeElement !== document.body);
    at = Math.max(0, Math.min(stories.length - 1, (here < 0 ? at : here) + step));
    const link = one("h2 a, h3 a, h1", stories[at]);
    if (!link.hasAttribute("href")) link.tabIndex = -1;
    link.focus();
    link.scrollIntoView({ block: "center" });
  };
  const open = () => {
    const link = one("h2 a, h3 a", here());
    if (link) location.href = link.href;
  };
  const here = () => document.activeElement?.closest("[data-story]") ?? stories[at] ?? document.createElement("p");
  const press = (...names) => { // on a list, what belongs to the story that is looked at; else what belongs to the page
    const within = names.map((name) => one(`button[name=act][value^="${name}:"]`, here())).find(Boolean);
    const button = within ?? names.map((name) => one(`button[name=act][value=${name}]`)).find(Boolean);
    button?.click();
  };

  const keys = {
    j: () => move(1), n: () => move(1), k: () => move(-1), p: () => move(-1), o: open,
    s: () => press("star", "unstar"), f: () => press("star", "unstar"), m: () => press("unread", "seen"), A: () => press("all"),
    "/": () => { const box = one("#q"); if (box) box.focus(); else go("search"); },
    "[": () => press("above"), "]": () => press("below"), c: () => go("catchup"), u: () => go(""), "?": () => go("about"),
    "g f": () => go(""), "g t": () => go("talks"), "g p": () => go("positions"), "g s": () => go("starred"), "g v": () => go("voices"),
  };
  let before = "";
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") { all("details.cite[open], details.deeds[open]").forEach((cite) => { cite.open = false; }); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) return;
    const act = keys[`${before} ${event.key}`] ?? keys[event.key];
    before = event.key;
    if (act) { event.preventDefault(); act(); }
  });

  // A story counts as read once its page has been looked at for a moment: told by POST with the page's own token.
  const form = one("form[data-seen=yes]");
  if (form) {
    const tell = () => {
      const told = new URLSearchParams(new FormData(form));
      told.set("act", "seen");
      told.set("silent", "1");
      fetch(form.action, { method: "POST", body: told, keepalive: true }).catch(() => {});
    };
    const look = () => { if (document.visibilityState === "visible") setTimeout(tell, 800); else addEventListener("visibilitychange", look, { once: true }); };
    look();
  }

  const live = one("#live");
  if (live) {
    const shown = new Map(stories.map((story) => [story.dataset.story, Number(story.dataset.version)]));
    const ask = async () => {
      try {
        const newest = await (await fetch(live.dataset.from)).json();
        const count = Object.entries(newest).filter(([story, version]) => !(shown.get(story) >= version)).length;
        if (!count || !shown.size) return;
        const link = document.createElement("a");
        link.href = location.href;
        link.textContent = count === 1 ? live.dataset.one : live.dataset.many.replace("{n}", count);
        live.replaceChildren(link);
      } catch { /* the server rests: ask again later */ }
    };
    setInterval(() => { if (document.visibilityState === "visible") ask(); }, 60000);
    document.addEventListener("newsworld:ask", ask);
  }

  // On paper, sources stand as notes at the end; a citation that is open on the screen needs no second place.
  addEventListener("beforeprint", () => all("details.copies").forEach((copies) => { copies.open = true; }));
})();
