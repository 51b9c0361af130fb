// What pages do beyond sending forms: they wipe themselves when nobody is there, change their letters
// without losing ticks, and listen to number keys. All of it can be missing.
"use strict";
(() => {
  const $ = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const body = document.body, root = document.documentElement;
  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");

  // A page that the browser kept must not outlive its visit.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // ---- nobody there
  const dialog = $("#idle"), idle = +body.dataset.idle * 1000, warning = +body.dataset.warning;
  if (dialog) {
    const text = $("[data-left]", dialog), spoken = $("[role=status]", dialog);
    let last = Date.now(), until = 0, told = 0, heard = last;
    const leave = () => $("form", dialog).requestSubmit();
    // Whoever is still reading keeps the visit alive on the server too.
    const keep = () => { heard = Date.now(); fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => {}); };
    const stay = () => { last = Date.now(); until = 0; keep(); if (dialog.open) dialog.close(); };
    const tick = () => {
      const now = Date.now();
      if (!until && last - heard > 20_000) keep();
      if (!until && now - last >= idle) {
        until = last + idle + warning * 1000; told = warning + 1;
        dialog.showModal();
      }
      if (!until) return;
      const left = Math.ceil((until - now) / 1000);
      if (left <= 0) { until = Infinity; return leave(); }
      text.textContent = fill(text.dataset.left, { n: left });
      const mark = Math.ceil(left / 10) * 10;
      if (mark < told && left <= mark) { told = mark; spoken.textContent = text.textContent; }
    };
    for (const kind of ["pointerdown", "keydown", "input", "scroll", "wheel", "touchmove"]) {
      addEventListener(kind, () => { if (!until) last = Date.now(); }, { passive: true, capture: true });
    }
    $("[data-stay]", dialog).addEventListener("click", stay);
    dialog.addEventListener("close", stay);
    // A machine that slept must not wake with somebody's answers on its screen.
    document.addEventListener("visibilitychange", tick);
    setInterval(tick, 500);
  }
  if (body.dataset.onward) setTimeout(() => location.replace(body.dataset.onwardTo), body.dataset.onward * 1000);
  addEventListener("contextmenu", (event) => { if (event.target.tagName !== "INPUT") event.preventDefault(); });

  // ---- the new question is where reading begins
  const heading = $(".errors") || $("main h1");
  if (heading && "visit" in body.dataset && !location.hash) {
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: !heading.classList.contains("errors") });
  }
  for (const link of all(".errors a")) {
    link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.closest("fieldset")?.scrollIntoView({ block: "start" });
    });
  }

  // ---- letters
  const sizes = $(".sizes");
  sizes?.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    root.className = root.className.replace(/size-\d/, "size-" + button.value);
    for (const one of all("button", sizes)) one.setAttribute("aria-pressed", one === button);
    fetch(sizes.action, { method: "POST", body: new URLSearchParams({ size: button.value }), redirect: "manual" }).catch(() => {});
  });

  // ---- what stands alone
  const ticked = (box) => {
    if (box.type !== "checkbox" || !box.checked) return;
    const number = $("[inputmode]", box.closest("fieldset"));
    if (number && number.name.slice(1) === box.name.slice(1)) number.value = "";
    for (const other of all("input[type=checkbox]", box.closest("fieldset"))) {
      if (other !== box && other.name === box.name && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
    }
  };
  addEventListener("change", (event) => ticked(event.target));

  // ---- number keys: a number chooses, Enter goes on, - goes back, + tells why, / starts again
  const groups = all("main fieldset");
  let typed = "", timer;
  groups.forEach((group) => all(".choice", group).forEach((choice, i) => {
    const key = document.createElement("span");
    key.className = "key"; key.textContent = i + 1; key.ariaHidden = true;
    $("label", choice).prepend(key);
  }));
  const choose = (group, number) => {
    const input = all(".choice input", group)[number - 1];
    if (!input) return;
    input.click(); input.focus();
    if (input.type === "radio" && groups.length > 1) {
      const open = groups.slice(groups.indexOf(group) + 1).find((one) => !$("input:checked", one));
      const next = open ? $("input", open) : $(".go .primary");
      next?.focus();
      (open || next)?.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("keydown", (event) => {
    const at = event.target, key = event.key;
    if (event.ctrlKey || event.altKey || event.metaKey || dialog?.open) return;
    // Where a number is typed, digits are digits, and no sign is part of it.
    const typing = at.matches("input[type=text], input[type=search], textarea, select");
    if (typing && !(at.inputMode && /^[-+/]$/.test(key))) return;
    if (/^\d$/.test(key)) {
      root.classList.add("keys");
      $(".key-help")?.removeAttribute("hidden");
      const group = at.closest("fieldset") || groups.find((one) => !$("input:checked", one)) || groups[0];
      const buttons = all(".start button, .start a");
      if (buttons.length) return buttons[key - 1]?.click();
      const number = group && $("input[inputmode]", group);
      if (number && !$("input:checked[type=checkbox]", group)) { number.value += key; number.focus(); return event.preventDefault(); }
      if (!group) return;
      typed += key; clearTimeout(timer);
      const most = all(".choice", group).length, now = +typed;
      const done = () => { typed = ""; choose(group, now); };
      if (now * 10 > most) done(); else timer = setTimeout(done, 700);
      event.preventDefault();
    } else if (key === "-") { event.preventDefault(); $(".back")?.click();
    } else if (key === "+") { event.preventDefault(); const more = $("main summary"); more?.click(); more?.focus();
    } else if (key === "/") { event.preventDefault(); $(".again button")?.focus();
    } else if (key === "Enter" && !at.closest("button, a, summary, input")) { $(".go .primary, .start .primary")?.click(); }
  });
})();
