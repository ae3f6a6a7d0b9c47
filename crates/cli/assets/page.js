// Keys, and what a page without a script cannot do: copying. Every page works without it.
"use strict";
(() => {
  const one = (query) => document.querySelector(query);
  const all = (query) => [...document.querySelectorAll(query)];
  const say = (words) => { one("#live").textContent = words; };
  const store = {
    get off() { try { return localStorage.getItem("keys") === "off"; } catch { return false; } },
    set off(off) { try { localStorage.setItem("keys", off ? "off" : "on"); } catch { /* private mode */ } },
  };

  // Copying.
  const copy = async (words, what) => {
    try {
      await navigator.clipboard.writeText(words);
      say(`${what} copied`);
    } catch {
      say(`${what}: ${words}`);
    }
  };
  const cite = (place) => { if (place) copy(place.dataset.cite, "citation"); };
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      cite(button.dataset.cite ? button : one(".citation"));
      const was = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = was; }, 2000);
    });
  }

  // An article: the words and the claims light up together.
  const light = (number, go) => {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    if (!number) return;
    const claim = one(`.claim[data-number="${number}"]`);
    const marks = all("mark").filter((mark) => mark.dataset.claims.split(" ").includes(number));
    for (const mark of marks) mark.classList.add("lit");
    if (claim) claim.classList.add("lit");
    if (!go) return;
    (marks[0] || claim).scrollIntoView({ block: "center" });
    // The list is moved by itself: a second movement of the window would stop the first.
    const list = claim.closest(".claims");
    const [around, here] = [list.getBoundingClientRect(), claim.getBoundingClientRect()];
    list.scrollTop += Math.min(here.top - around.top, 0) + Math.max(here.bottom - around.bottom, 0);
    const value = claim.querySelector(".num, .value");
    value.focus({ preventScroll: true });
    say(`claim ${number}: ${claim.querySelector(".lead").textContent.replace(/\s+/g, " ")}`);
  };
  const numbers = all(".claim").map((claim) => claim.dataset.number);
  let lit = 0;
  const turn = (step) => {
    if (!numbers.length) return;
    lit = lit ? ((lit - 1 + step + numbers.length) % numbers.length) + 1 : (step > 0 ? 1 : numbers.length);
    light(numbers[lit - 1], true);
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const claim = id.startsWith("c_") && document.getElementById(id);
    if (claim && claim.dataset.number) {
      lit = Number(claim.dataset.number);
      light(claim.dataset.number, false);
      const mark = document.getElementById(`m${claim.dataset.number}`);
      if (mark && matchMedia("(min-width: 60rem)").matches) mark.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", follow);
  follow();
  for (const mark of all("mark")) {
    mark.addEventListener("click", () => {
      const claims = mark.dataset.claims.split(" ");
      lit = Number(claims[claims.length - 1]);
      light(String(lit), true);
    });
  }

  // A list: one item after the other.
  const items = all(".row, .told, .item");
  let at = -1;
  const step = (by) => {
    if (!items.length) return;
    if (items[at]) delete items[at].dataset.at;
    at = Math.min(Math.max(at + by, 0), items.length - 1);
    items[at].dataset.at = "";
    items[at].scrollIntoView({ block: "nearest" });
    const link = items[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  const open = () => {
    const link = items[at] && (items[at].querySelector(".evidence") || items[at].querySelector("a"));
    if (link) link.click();
  };

  // Keys.
  const dialog = one("#keys");
  const hint = one(".keys-hint");
  if (hint) hint.hidden = store.off;
  const off = one("#keys-off");
  const name = () => { off.textContent = store.off ? "Switch keys on" : "Switch keys off"; };
  name();
  off.addEventListener("click", () => { store.off = !store.off; name(); hint.hidden = store.off; });
  const go = (link) => { if (link) link.click(); };
  const keys = {
    "/": () => { const box = one("#q"); if (box) { box.focus(); box.select(); } },
    j: () => step(1), k: () => step(-1), o: open,
    n: () => turn(1), p: () => turn(-1),
    h: () => {
      const plain = document.body.classList.toggle("plain");
      for (const hidden of all(".text .hid")) hidden.hidden = plain;
      say(plain ? "marks off" : "marks on");
    },
    t: () => { const day = one("#as-of"); if (day) day.focus(); },
    d: () => go(one("[data-key=d]")), v: () => go(one("[data-key=v]")),
    c: () => cite(lit ? one(`.claim[data-number="${lit}"] .copy`) : one(".citation")),
    ".": () => go(one(".frozen")),
    "?": () => dialog.showModal(),
  };
  let after = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input:not([type=radio]), textarea, select")) {
      // From a field back to the page, where the other keys are.
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key !== "?" && store.off) return;
    if (after === "g") {
      after = "";
      const link = one(`[data-key="${CSS.escape(event.key)}"]:not([data-key=d]):not([data-key=v])`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { after = "g"; return; }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
