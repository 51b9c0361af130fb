// Names of medicines and the like that are looked up while they are typed. The list of names comes as
// a whole, and what is typed never leaves the page.
"use strict";
(() => {
  const $ = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");
  const finder = $(".finder");
  if (finder?.dataset.words) fetch(finder.dataset.words).then((reply) => reply.ok ? reply.json() : []).then((words) => {
    const input = $("input", finder), status = $(".found", finder), list = document.createElement("ul");
    const names = words.flatMap(([name, ...chosen]) => {
      const at = chosen.findIndex((one, i) => i % 2 === 0 && one === finder.dataset.question);
      return at < 0 ? [] : [{ name, low: name.toLowerCase(), option: chosen[at + 1] }];
    });
    if (!names.length) return;
    const box = (option) => all("input", finder.closest("fieldset")).find((one) => one.value === option && one.name === "q-" + finder.dataset.question);
    const label = (option) => box(option)?.labels[0].querySelector("span:not(.key)").textContent ?? "";
    let shown = [], active = -1;
    list.id = input.id + "-list"; list.hidden = true; list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", $("label", finder).textContent);
    input.after(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })) input.setAttribute(name, value);
    $("button[value=find]", finder).hidden = true;
    const mark = (i) => {
      active = i;
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === i));
      if (i >= 0) { input.setAttribute("aria-activedescendant", list.children[i].id); list.children[i].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    };
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); };
    const take = (hit) => {
      const found = box(hit.option);
      if (!found) return;
      if (!found.checked) found.click();
      status.textContent = fill(finder.dataset.ticked, { name: hit.name, option: label(hit.option) });
      input.value = ""; close(); input.focus();
    };
    const look = () => {
      const text = input.value.trim().toLowerCase();
      shown = text.length < 2 ? [] : names.filter((one) => one.low.startsWith(text))
        .concat(names.filter((one) => one.low.includes(" " + text) || one.low.includes("-" + text))).slice(0, 7);
      list.replaceChildren(...shown.map((hit, i) => {
        const item = document.createElement("li"), small = document.createElement("small");
        item.id = list.id + i; item.setAttribute("role", "option");
        small.textContent = label(hit.option);
        item.append(hit.name, small);
        item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(hit); });
        return item;
      }));
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", !!shown.length);
      mark(-1);
      if (shown.length) status.textContent = fill(finder.dataset.names, { n: shown.length });
      else status.textContent = "";
    };
    input.addEventListener("input", look);
    if (document.activeElement === input) look();  // typed while the list was on its way
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!shown.length) return;
        event.preventDefault();
        mark((active + (event.key === "ArrowDown" ? 1 : shown.length + (active < 0 ? 0 : -1))) % shown.length);
      } else if (event.key === "Escape") { close();
      } else if (event.key === "Enter" && !list.hidden) { event.preventDefault(); take(shown[Math.max(active, 0)]); }
    });
  }).catch(() => {});
})();
