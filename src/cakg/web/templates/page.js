"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  // follow a link into what is folded
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest(".out")) { input.value = ""; filter(); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  // open and close all
  for (const box of all(".all")) box.hidden = false;
  for (const button of all("button[data-open], button[data-close]")) {
    button.addEventListener("click", () => {
      const section = document.getElementById(button.dataset.open || button.dataset.close);
      for (const item of all("details.item", section)) item.open = Boolean(button.dataset.open);
    });
  }

  // search: every word must occur in the names of the thing, or of those that took part in it
  const input = document.getElementById("find");
  const found = document.getElementById("found");
  const names = new Map();
  const own = (item) => item.dataset.find + " " + (item.querySelector("summary") || item).textContent;
  for (const item of all("#actors .item")) names.set("#" + item.id, own(item));
  const entries = all("#events .item, #actors .item, #documents tbody tr").map((item) => {
    const links = item.closest("#events") ? all("tbody th a, tbody td a", item) : [];
    const others = links.map((link) => names.get(link.getAttribute("href")) || link.textContent);
    return { item, section: item.closest("main > section").id, text: fold([own(item), ...others].join(" ")) };
  });
  const sections = { events: ["event", "events"], actors: ["actor", "actors"], documents: ["document", "documents"] };
  function filter() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const counts = { events: 0, actors: 0, documents: 0 };
    for (const { item, section, text } of entries) {
      const hit = words.every((word) => text.includes(word));
      item.hidden = !hit;
      item.classList.toggle("out", !hit);
      counts[section] += hit ? 1 : 0;
    }
    for (const group of all("section.group")) group.hidden = !group.querySelector(".item:not(.out)");
    found.replaceChildren();
    if (!words.length) return;
    for (const [id, [one, many]] of Object.entries(sections)) {
      const link = document.createElement("a");
      link.href = "#" + id;
      link.textContent = counts[id] + " " + (counts[id] === 1 ? one : many);
      found.append(found.childNodes.length ? " · " : "", link);
    }
  }
  document.querySelector(".find").hidden = false;
  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 90); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && input.value.trim()) { filter(); document.getElementById("events").scrollIntoView(); }
    if (event.key === "Escape") { input.value = ""; filter(); }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); input.focus(); }
  });

  // on a narrow screen, begin in the middle of a network
  for (const box of all(".drawing:has(.net)")) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;

  // the ties of the node that is pointed at
  for (const net of all("svg.net")) {
    const ties = all("path[data-a]", net);
    const aim = (number) => {
      const near = new Set([number]);
      for (const tie of ties) {
        const on = number !== null && (tie.dataset.a === number || tie.dataset.b === number);
        tie.classList.toggle("on", on);
        if (on) { near.add(tie.dataset.a); near.add(tie.dataset.b); }
      }
      for (const node of all("a[data-n]", net)) node.classList.toggle("on", near.has(node.dataset.n));
      for (const label of all("text[data-l]", net)) label.classList.toggle("on", near.has(label.dataset.l));
      net.classList.toggle("aim", number !== null);
    };
    net.addEventListener("pointerover", (event) => { const node = event.target.closest("a[data-n]"); aim(node ? node.dataset.n : null); });
    net.addEventListener("pointerleave", () => aim(null));
  }
  if (location.hash) reveal();
})();
