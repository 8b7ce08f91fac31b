if (page) (() => {
  const said = document.getElementById("said");
  const help = document.getElementById("help");
  const keysButton = document.getElementById("keys");
  keysButton.hidden = false;
  keysButton.addEventListener("click", () => help.showModal());
  const head = document.querySelector(".top");
  new ResizeObserver(() => document.documentElement.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);
  const tell = (text) => { said.textContent = text; };
  const card = () => page.byId(page.chosen());
  const dirty = () => [...document.querySelectorAll(".decide textarea, .decide .beside input")].some((field) => field.value !== field.defaultValue);

  // A new state of one claim from the server takes the place of the old; the text of the article learns of it too.
  const put = (id, html) => {
    const box = document.createElement("template");
    box.innerHTML = html;
    const made = box.content.firstElementChild;
    page.byId(id).replaceWith(made);
    for (const mark of document.querySelectorAll(`.text [data-claim="${id}"]`)) {
      mark.toggleAttribute("data-mine", "mine" in made.dataset);
      mark.toggleAttribute("data-waiting", "waiting" in made.dataset);
    }
    return made;
  };
  const onward = (id) => {
    const list = page.all();
    const at = list.findIndex((one) => one.dataset.claim === id);
    const waiting = [...list.slice(at + 1), ...list.slice(0, at)].find((one) => "waiting" in one.dataset && page.shows(one));
    if (waiting) page.goTo(waiting.dataset.claim, { focus: true });
    else page.choose(id, { focus: true });
    return waiting;
  };
  const send = async (form, button) => {
    const id = form.closest(".card").dataset.claim;
    const data = new URLSearchParams(new FormData(form));
    for (const one of form.elements) one.disabled = true;
    let answer;
    try {
      const response = await fetch(form.action, {
        method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "error", cache: "no-store",
      });
      answer = await response.json();
    } catch {
      tell("Not kept: the program does not answer. Is `verify review --web` still running? What you typed is still here.");
      for (const one of form.elements) one.disabled = false;
      button?.focus();
      return;
    }
    const made = put(id, answer.card);
    document.getElementById("decided").textContent = answer.decided;
    if (answer.kept) {
      const next = onward(id);
      tell(answer.said + (next ? "" : answer.waiting ? ` No more among those shown; ${answer.waiting} still wait.` : " Everything is decided."));
    } else {
      page.choose(id);
      made.querySelector(".refused")?.focus({ preventScroll: matchMedia("(min-width: 62rem)").matches });
      tell(answer.said);
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest(".decide")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });

  const confirm = () => { const form = card()?.querySelector("form.confirm"); form?.requestSubmit(form.querySelector(".yes")); };
  const override = () => {
    const box = card()?.querySelector(".otherwise");
    if (!box) return;
    box.open = true;
    (box.querySelector("input[type=radio]:checked") ?? box.querySelector("input[type=radio]")).focus();
  };
  let typed = "";
  let timer = 0;
  const digit = (key) => {
    clearTimeout(timer);
    typed = (typed + key).slice(0, 9);
    const wanted = page.byId(String(Number(typed)));
    if (wanted) { page.open(wanted); page.goTo(wanted.dataset.claim, { focus: true }); tell(""); }
    else tell(`There is no claim ${Number(typed)}.`);
    timer = setTimeout(() => { typed = ""; }, 900);
  };
  const keys = {
    c: confirm,
    o: override,
    s: () => page.step(1, { focus: true }),
    b: () => page.step(-1, { focus: true }),
    "/": () => { page.find.focus(); page.find.select(); },
    "?": () => help.showModal(),
    q: () => tell("Everything decided is kept. Close this page; Ctrl-C in the terminal ends the program."),
  };
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || help.open) return;
    const field = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (event.key === "Escape" && event.target.closest(".decide, #find")) { event.preventDefault(); card()?.focus(); return; }
    if (event.key === "Enter" && event.target === page.find) { event.preventDefault(); card()?.focus(); return; }
    if (field || !document.getElementById("single").checked) return;
    const radio = event.target.closest(".otherwise") && /^[1-9]$/.test(event.key) &&
      event.target.closest(".otherwise").querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (radio) { event.preventDefault(); radio.checked = true; radio.closest("form").elements.note.focus(); return; }
    if (/^\d$/.test(event.key)) { event.preventDefault(); digit(event.key); return; }
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); }
  });
  requestAnimationFrame(() => page.reveal(page.chosen()));
  if (!document.querySelector(".notice") && document.activeElement === document.body) card()?.focus({ preventScroll: true });
  const refused = document.querySelector(".refused");
  if (refused) { page.choose(refused.closest(".card").dataset.claim); refused.focus(); }
})();
