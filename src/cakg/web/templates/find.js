// The page of the search: hits as they are typed; a text that means one thing leads to its page.
(function () {
  "use strict";
  var cakg = globalThis.cakg, page = document.getElementById("find");
  if (!page) return;
  var box = document.getElementById("q"), form = box.form, list = document.getElementById("hits"), said = document.getElementById("said");
  var kinds = document.getElementById("kinds"), words = JSON.parse(page.dataset.words), lang = document.documentElement.lang;
  var lexicon = null, waiting = false, timer = 0;

  function ready(then) {
    if (lexicon) return then();
    if (waiting) return;
    waiting = true;
    said.textContent = words.loading;
    cakg.load(["search.js"], function (missing) {
      cakg.load(missing.length ? [] : cakg.held.search, function (more) {
        waiting = false;
        if (missing.length || more.length) { said.textContent = words.missing + " " + missing.concat(more).join(", "); return; }
        var held = cakg.held;
        lexicon = new cakg.Lexicon({ rules: held.rules, codes: held.codes, languages: held.languages, words: cakg.joined("words"), texts: cakg.joined("texts"), things: cakg.joined("things"), names: cakg.joined("names"), addresses: null });
        said.textContent = "";
        then();
      });
    });
  }

  function query() {
    var asked = new URLSearchParams(location.search);
    return { q: (asked.get("q") || "").trim(), kind: asked.getAll("kind").filter(Boolean), limit: Math.min(500, Number(asked.get("limit")) || 20), all: asked.has("all") };
  }

  function address(change) {
    var asked = query(), found = new URLSearchParams();
    found.set("q", box.value.trim());
    (change.kind === undefined ? asked.kind : change.kind).forEach(function (kind) { found.append("kind", kind); });
    if (change.limit) found.set("limit", change.limit);
    found.set("all", "1");
    return "?" + found;
  }

  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    for (var key in attributes || {}) made.setAttribute(key, attributes[key]);
    return made;
  }

  function target(hit) {
    return page.dataset.root + (hit.kind === "term" ? "vocabulary" : hit.kind) + "/" + hit.slug + ".html";
  }

  function show(asked, jump) {
    if (!asked.q) { list.replaceChildren(); kinds.replaceChildren(); said.textContent = ""; return; }
    if (asked.q.length > 500) { said.textContent = words.long; return; }
    var address_needed = cakg.isAddress(asked.q) && !lexicon.data.addresses;
    if (address_needed) {
      cakg.load(["search-addresses.js"], function () { lexicon.data.addresses = cakg.held.addresses || []; show(asked, jump); });
      return;
    }
    var found = lexicon.search(asked.q, asked.limit, asked.kind);
    if (jump && found.meant) { location.replace(target(found.hits[0])); return; }
    list.replaceChildren.apply(list, found.hits.map(function (hit) {
      var item = element("li"), label = lang === "ru" && hit.other ? hit.other : hit.label;
      item.append(element("a", label, { href: target(hit) }), element("span", words.kinds[hit.kind] || hit.kind, { class: "tag" }));
      if (hit.name !== label) item.append(element("span", words.by + " " + hit.name, { class: "muted" }));
      return item;
    }));
    var total = Object.values(found.counts).reduce(function (sum, n) { return sum + n; }, 0);
    var own = Object.keys(found.counts).sort(function (a, b) { return found.counts[b] - found.counts[a]; });
    kinds.replaceChildren.apply(kinds, !total ? [] : [["", total]].concat(own.map(function (kind) { return [kind, found.counts[kind]]; })).map(function (one) {
      var item = element("li"), link = element("a", one[0] ? words.kinds[one[0]] || one[0] : words.every, { class: "chip", href: address({ kind: one[0] ? [one[0]] : [] }) });
      if (one[0] ? asked.kind.indexOf(one[0]) >= 0 : !asked.kind.length) link.setAttribute("aria-current", "true");
      link.append(element("b", String(one[1])));
      item.append(link);
      return item;
    }));
    said.textContent = total ? words.found.replace("{shown}", found.hits.length).replace("{all}", found.all) + " " : words.none;
    if (found.all > found.hits.length) said.append(element("a", words.more, { href: address({ limit: asked.limit * 5 }) }));
  }

  box.addEventListener("focus", function () { ready(function () { }); });
  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      ready(function () { show({ q: box.value.trim(), kind: [], limit: 20 }, false); });
    }, 180);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    history.pushState(null, "", "?" + new URLSearchParams({ q: box.value.trim() }));
    ready(function () { show(query(), true); });
  });
  addEventListener("popstate", start);

  function start() {
    var asked = query();
    box.value = asked.q;
    if (asked.q) ready(function () { show(asked, !asked.all && !asked.kind.length); });
    else { list.replaceChildren(); kinds.replaceChildren(); said.textContent = ""; }
  }
  start();
})();
