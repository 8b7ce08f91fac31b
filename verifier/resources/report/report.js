"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  if (!cards.length) return;
  const panel = document.querySelector(".cards");
  const where = document.getElementById("where");
  const wide = matchMedia("(min-width: 62rem)");
  document.documentElement.classList.add("scripted");
  document.querySelector(".pager").hidden = false;

  const byId = new Map(cards.map((card) => [card.dataset.claim, card]));
  const visible = () => cards.filter((card) => shows(card));
  const shows = (card) => {
    const box = document.getElementById(`show-${card.dataset.verdict}`);
    const nameless = document.getElementById("only-nameless");
    return (!box || box.checked) && !(nameless && nameless.checked && !("nameless" in card.dataset));
  };
  let chosen = null;

  const choose = (id, { focus = false, reveal = false, scroll = true } = {}) => {
    const card = byId.get(id);
    if (!card) return;
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    for (const old of document.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    card.classList.add("chosen");
    for (const mark of document.querySelectorAll(`.text [data-claim="${id}"]`)) {
      mark.classList.add("chosen");
      if (mark.classList.contains("tag")) mark.setAttribute("aria-current", "true");
    }
    chosen = card;
    if (wide.matches && !panel.classList.contains("every")) panel.scrollTop = 0;
    else if (scroll) card.scrollIntoView({ block: "nearest" });
    if (focus) card.focus({ preventScroll: wide.matches });
    if (reveal) document.getElementById(`at-${id}`)?.scrollIntoView({ block: "center" });
    say();
  };
  const say = () => {
    const list = visible();
    const place = list.indexOf(chosen) + 1;
    where.textContent = place ? `${place} of ${list.length}, worst first` : `${list.length} shown`;
  };
  const step = (by) => {
    const list = visible();
    if (!list.length) return;
    const at = list.indexOf(chosen);
    const next = list[Math.min(Math.max(at < 0 ? 0 : at + by, 0), list.length - 1)];
    choose(next.dataset.claim, { reveal: true });
    history.replaceState(null, "", `#claim-${next.dataset.claim}`);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#claim-"]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const id = link.getAttribute("href").slice(7);
    const card = byId.get(id);
    if (!card) return;
    if (!shows(card)) document.getElementById(`show-${card.dataset.verdict}`).checked = true;
    if (!wide.matches) { choose(id, { scroll: false }); return; }
    event.preventDefault();
    history.replaceState(null, "", `#claim-${id}`);
    choose(id, { focus: true, reveal: !link.closest(".text") });
  });
  for (const bar of document.querySelectorAll(".strip rect")) {
    bar.addEventListener("click", () => choose(bar.dataset.claim, { reveal: true }));
  }
  document.getElementById("worse").addEventListener("click", () => step(-1));
  document.getElementById("better").addEventListener("click", () => step(1));
  document.getElementById("every").addEventListener("click", (event) => {
    const every = panel.classList.toggle("every");
    event.currentTarget.setAttribute("aria-pressed", String(every));
    chosen?.scrollIntoView({ block: "nearest" });
  });
  // Single keys act only while the focus is in the article or among the cards, so that they get in nobody's way.
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !event.target.closest(".text, .cards")) return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); }
    else if (event.key === "Escape" && chosen) {
      document.querySelector(`.tag[data-claim="${chosen.dataset.claim}"]`)?.focus();
    }
  });
  document.querySelector(".filters").addEventListener("change", () => {
    const list = visible();
    if (list.length && !list.includes(chosen)) choose(list[0].dataset.claim, { scroll: false });
    say();
  });
  addEventListener("hashchange", () => choose(location.hash.slice(7)));
  const wanted = location.hash.startsWith("#claim-") ? location.hash.slice(7) : cards[0].dataset.claim;
  choose(byId.has(wanted) ? wanted : cards[0].dataset.claim, { scroll: false });
})();
