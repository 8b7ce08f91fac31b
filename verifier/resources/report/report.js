"use strict";
const page = (() => {
  const all = () => [...document.querySelectorAll(".card")];
  if (!all().length) return null;
  const panel = document.querySelector(".cards");
  const where = document.getElementById("where");
  const find = document.getElementById("find");
  const wide = matchMedia("(min-width: 62rem)");
  document.documentElement.classList.add("scripted");
  document.querySelector(".pager").hidden = false;
  find.closest("label").hidden = false;

  const byId = (id) => document.getElementById(`claim-${id}`);
  const only = ["nameless", "changed", "waiting"];
  const shows = (card) => {
    const box = document.getElementById(`show-${card.dataset.verdict}`);
    if (box && !box.checked) return false;
    if ("miss" in card.dataset) return false;
    return only.every((flag) => !document.getElementById(`only-${flag}`)?.checked || flag in card.dataset);
  };
  const reveal = (id) => {
    const spot = document.getElementById(`at-${id}`);
    const text = document.getElementById("article");
    if (!spot) return;
    if (text.scrollHeight > text.clientHeight + 1) text.scrollTop += spot.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    else spot.scrollIntoView({ block: "center" });
  };
  const visible = () => all().filter(shows);
  let chosen = "";

  const choose = (id, { focus = false, show = false, scroll = true } = {}) => {
    const card = byId(id);
    if (!card) return;
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    for (const old of document.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    card.classList.add("chosen");
    for (const mark of document.querySelectorAll(`.text [data-claim="${id}"]`)) {
      mark.classList.add("chosen");
      if (mark.classList.contains("tag")) mark.setAttribute("aria-current", "true");
    }
    document.querySelector(`.strip [data-claim="${id}"]`)?.classList.add("chosen");
    chosen = id;
    if (wide.matches && !panel.classList.contains("every")) panel.scrollTop = 0;
    else if (scroll) card.scrollIntoView({ block: "nearest" });
    if (focus) card.focus({ preventScroll: wide.matches });
    if (show) reveal(id);
    say();
  };
  const say = () => {
    const list = visible();
    const place = list.findIndex((card) => card.dataset.claim === chosen) + 1;
    const decided = document.getElementById("decided");
    where.textContent = (place ? `${place} of ${list.length}, worst first` : list.length ? `${list.length} shown` : "none shown") +
      (decided ? ` · ${decided.textContent} decided` : "");
  };
  const goTo = (id, options) => {
    choose(id, { show: true, ...options });
    history.replaceState(null, "", `#claim-${id}`);
  };
  const step = (by, options) => {
    const list = visible();
    if (!list.length) return;
    const at = list.findIndex((card) => card.dataset.claim === chosen);
    goTo(list[Math.min(Math.max(at < 0 ? 0 : at + by, 0), list.length - 1)].dataset.claim, options);
  };
  // A claim that is asked for is shown, whatever the filters say.
  const open = (card) => {
    const box = document.getElementById(`show-${card.dataset.verdict}`);
    if (box) box.checked = true;
    for (const flag of only) {
      const narrow = document.getElementById(`only-${flag}`);
      if (narrow && !(flag in card.dataset)) narrow.checked = false;
    }
    if ("miss" in card.dataset) { find.value = ""; search(); }
  };
  const search = () => {
    const words = find.value.trim().toLowerCase();
    for (const card of all()) {
      const text = words && card.querySelector(".claim").textContent + " " + (card.querySelector(".standalone")?.textContent ?? "") +
        " " + (card.querySelector(".chain")?.textContent ?? "");
      card.toggleAttribute("data-miss", Boolean(words) && !text.toLowerCase().includes(words));
    }
    narrowed();
  };
  const narrowed = () => {
    const list = visible();
    if (list.length && !list.some((card) => card.dataset.claim === chosen)) choose(list[0].dataset.claim, { scroll: false });
    say();
  };
  const showCopy = (id) => {
    const spot = document.getElementById(id);
    spot?.closest("details")?.setAttribute("open", "");
    spot?.scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = link.getAttribute("href").slice(1);
    if (target.startsWith("kept-")) { setTimeout(showCopy, 0, target); return; }
    if (!target.startsWith("claim-")) return;
    const id = target.slice(6);
    const card = byId(id);
    if (!card) return;
    if (!shows(card)) open(card);
    if (!wide.matches) { choose(id, { scroll: false }); return; }
    event.preventDefault();
    history.replaceState(null, "", `#claim-${id}`);
    choose(id, { focus: true, show: !link.closest(".text") });
  });
  for (const bar of document.querySelectorAll(".strip rect")) {
    bar.addEventListener("click", () => { open(byId(bar.dataset.claim)); choose(bar.dataset.claim, { show: true }); });
  }
  document.getElementById("worse").addEventListener("click", () => step(-1));
  document.getElementById("better").addEventListener("click", () => step(1));
  document.getElementById("every").addEventListener("click", (event) => {
    const every = panel.classList.toggle("every");
    event.currentTarget.setAttribute("aria-pressed", String(every));
    byId(chosen)?.scrollIntoView({ block: "nearest" });
  });
  // Single keys act only while the focus is in the article or among the cards, so that they get in nobody's way.
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !event.target.closest(".text, .cards")) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); }
    else if (event.key === "Escape" && chosen) document.querySelector(`.text .tag[data-claim="${chosen}"]`)?.focus();
  });
  document.querySelector(".filters").addEventListener("change", narrowed);
  find.addEventListener("input", search);
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#kept-")) showCopy(location.hash.slice(1));
    else choose(location.hash.slice(7));
  });
  const wanted = location.hash.startsWith("#claim-") ? location.hash.slice(7) : "";
  const first = document.querySelector(".card[data-waiting]") ?? all()[0];
  choose(byId(wanted) ? wanted : first.dataset.claim, { scroll: false });
  if (find.value) search();
  return { all, byId, reveal, visible, shows, choose, goTo, step, say, open, find, chosen: () => chosen };
})();
