// The page of the filter: events by facets, as a list, over the years, on the map, as a network. All state is in the address.
(function () {
  "use strict";
  var cakg = globalThis.cakg, page = document.getElementById("explore");
  if (!page) return;
  var words = JSON.parse(page.dataset.words), root = page.dataset.root, assets = page.dataset.assets, EACH = 100, CLAIMS = 20, SVG = "http://www.w3.org/2000/svg";
  var said = document.getElementById("said"), panel = document.getElementById("facets"), chosen = document.getElementById("chosen");
  var views = document.getElementById("views"), result = document.getElementById("result"), form = document.getElementById("span");
  var rows = [], label = new Map(), rank = new Map(), labels = null, opened = new Set(innerWidth < 960 ? [] : ["kind", "actor", "place"]), sought = {};

  function element(name, attributes, children) {
    var made = name === "svg" || attributes && attributes.svg ? document.createElementNS(SVG, name) : document.createElement(name);
    for (var key in attributes || {}) if (key !== "svg" && attributes[key] !== undefined) made.setAttribute(key, attributes[key]);
    [].concat(children === undefined ? [] : children).forEach(function (child) { made.append(child); });
    return made;
  }

  function drawn(name, attributes, children) {
    return element(name, Object.assign({ svg: 1 }, attributes), children);
  }

  function asked() {
    return new URLSearchParams(location.search);
  }

  // The address of the same page with some parameters changed; a page of a list begins anew.
  function address(change) {
    var found = asked();
    found.delete("page");
    Array.from(new Set(found.keys())).forEach(function (name) {
      var kept = found.getAll(name).filter(Boolean);
      found.delete(name);
      kept.forEach(function (value) { found.append(name, value); });
    });
    change(found);
    return "?" + found;
  }

  function setting(name, value) {
    return address(function (found) { if (value) found.set(name, value); else found.delete(name); });
  }

  function toggled(name, value) {
    return address(function (found) {
      var kept = found.getAll(name), at = kept.indexOf(value);
      if (at < 0) kept.push(value); else kept.splice(at, 1);
      found.delete(name);
      kept.forEach(function (one) { found.append(name, one); });
    });
  }

  function named(key) {
    return label.get(key) || key;
  }

  function go(href) {
    history.pushState(null, "", href);
    render();
  }

  function facets(wanted) {
    var counts = cakg.counts(rows, wanted), focus = document.activeElement && document.activeElement.id;
    panel.replaceChildren.apply(panel, cakg.FACETS.map(function (name) {
      var own = wanted.values[name] || new Set(), values = Array.from(counts[name].keys());
      own.forEach(function (value) { if (!counts[name].has(value)) values.push(value); });
      values.sort(function (a, b) { return own.has(b) - own.has(a) || (counts[name].get(b) || 0) - (counts[name].get(a) || 0) || rank.get(a) - rank.get(b); });
      var text = (sought[name] || "").toLowerCase(), like = values.filter(function (value) { return !text || named(value).toLowerCase().includes(text); });
      var most = text ? 60 : 8, list = element("ul", {}, like.slice(0, most).map(function (value) {
        var on = own.has(value), link = element("a", { href: toggled(name, value), class: on ? "on" : undefined }, [on ? "✓ " : "", named(value)]);
        if (on) link.setAttribute("aria-current", "true");
        return element("li", {}, [link, element("span", { class: "muted" }, String(counts[name].get(value) || 0))]);
      }));
      var inside = [list];
      if (values.length > 8) {
        var box = element("input", { type: "search", id: "seek-" + name, "aria-label": words.seek + ": " + words.facets[name], placeholder: words.seek + " (" + values.length + ")", value: sought[name] || "" });
        box.addEventListener("input", function () { sought[name] = box.value; facets(wanted); });
        inside.unshift(box);
      }
      var details = element("details", {}, [element("summary", {}, words.facets[name])].concat(inside));
      details.open = own.size > 0 || opened.has(name);
      details.addEventListener("toggle", function () { if (details.open) opened.add(name); else opened.delete(name); });
      return details;
    }));
    var again = focus && document.getElementById(focus);
    if (again && again.id.startsWith("seek-")) { again.focus(); again.setSelectionRange(again.value.length, again.value.length); }
  }

  function chips(wanted) {
    var found = [];
    cakg.FACETS.forEach(function (name) {
      (wanted.values[name] || new Set()).forEach(function (value) { found.push([words.facets[name] + ": " + named(value), toggled(name, value)]); });
    });
    ["from", "to"].forEach(function (name) { var text = asked().get(name); if (text) found.push([words[name] + " " + text, setting(name, "")]); });
    chosen.replaceChildren.apply(chosen, found.map(function (one) {
      return element("li", {}, element("a", { class: "chip on", href: one[1], "aria-label": words.without + " " + one[0] }, [one[0], " ×"]));
    }).concat(found.length > 1 ? [element("li", {}, element("a", { class: "chip", href: setting.call(null, "", "").split("?")[0] + "?" }, words.clear))] : []));
  }

  function link(row) {
    var tag = labels.tags[row.number];
    return element("a", { href: root + "event/" + row.slug + ".html", lang: tag || undefined }, labels.events[row.number]);
  }

  function list(kept) {
    var number = Math.max(1, Number(asked().get("page")) || 1), part = kept.slice((number - 1) * EACH, number * EACH), years = [];
    part.forEach(function (row) {
      var year = (row.begin || row.end).slice(0, 4);
      if (!years.length || years[years.length - 1][0] !== year) years.push([year, []]);
      years[years.length - 1][1].push(row);
    });
    var found = years.map(function (one) {
      return element("section", { class: "year-of" }, [element("h2", {}, one[0] || words.undated), element("ol", { class: "events" }, one[1].map(function (row) {
        var about = [row.site ? named(row.site) : "", row.planned ? (row.values.status || []).map(named).join(", ") : ""].filter(Boolean).join("; ");
        var item = element("li", {}, [element("span", { class: "when" }, labels.dates[row.number] || words.undated), link(row)]);
        if (about) item.append(element("span", { class: "muted" }, about));
        if (row.values.disputed.indexOf("open") >= 0) item.append(element("span", { class: "tag warn" }, words.disputed));
        return item;
      }))]);
    });
    return found.concat(pages(kept.length, EACH, number));
  }

  function timeline(kept) {
    var years = new Map(), undated = 0;
    kept.forEach(function (row) {
      var year = Number((row.begin || row.end).slice(0, 4)), kind = row.values.kind[0];
      if (!year) { undated += 1; return; }
      if (!years.has(year)) years.set(year, new Map());
      years.get(year).set(kind, (years.get(year).get(kind) || 0) + 1);
    });
    if (!years.size) return [element("p", {}, words.undatedAll)];
    var first = Math.min.apply(null, Array.from(years.keys())), last = Math.max.apply(null, Array.from(years.keys()));
    var most = Math.max.apply(null, Array.from(years.values()).map(function (own) { return Array.from(own.values()).reduce(function (a, b) { return a + b; }, 0); }));
    var width = Math.max(16, Math.min(60, 1000 / (last - first + 1))), height = 260;
    var svg = drawn("svg", { class: "strip", viewBox: "0 0 " + (width * (last - first + 1) + 40) + " " + (height + 46), role: "group", "aria-label": words.views.timeline });
    for (var year = first; year <= last; year++) {
      var own = years.get(year), x = 30 + (year - first) * width, at = height + 10;
      if (year % 5 === 0 || last - first < 12) svg.append(drawn("text", { class: "year", x: x + width / 2, y: height + 30, "text-anchor": "middle" }, String(year)));
      if (!own) continue;
      var sum = 0, mark = drawn("a", { href: address(function (found) { found.set("from", year); found.set("to", year); found.delete("view"); }) });
      ["Meeting", "Visit", "Adoption", "Establishment", "Election", "Exercise", "Incident", "Event"].forEach(function (kind) {
        var count = own.get(kind) || 0, tall = count / most * (height - 20);
        sum += count;
        at -= tall;
        if (count) mark.append(drawn("rect", { class: "s-" + kind.toLowerCase(), x: x + 1, y: at.toFixed(1), width: width - 2, height: tall.toFixed(1) }));
      });
      mark.setAttribute("aria-label", year + ": " + sum);
      mark.append(drawn("text", { class: "count", x: x + width / 2, y: (at - 4).toFixed(1), "text-anchor": "middle" }, String(sum)));
      svg.append(mark);
    }
    var legend = element("ul", { class: "legend" }, Array.from(new Set(kept.map(function (row) { return row.values.kind[0]; }))).map(function (kind) {
      return element("li", {}, [element("span", { class: "swatch s-" + kind.toLowerCase() }), named(kind)]);
    }));
    return [element("div", { class: "scroll drawing", tabindex: "0", role: "region", "aria-label": words.views.timeline }, svg), legend].concat(undated ? [element("p", { class: "muted small" }, words.without_date.replace("{n}", undated))] : []);
  }

  function map(kept) {
    var counts = new Map(), points = cakg.held["explore-places"], beyond = [];
    kept.forEach(function (row) { if (row.site) counts.set(row.site, (counts.get(row.site) || 0) + 1); });
    var sites = Array.from(counts.keys()).sort(function (a, b) { return counts.get(b) - counts.get(a) || rank.get(a) - rank.get(b); });
    var most = Math.max.apply(null, [1].concat(sites.map(function (site) { return counts.get(site); })));
    var width = Number(page.dataset.width), height = Number(page.dataset.height);
    var svg = drawn("svg", { class: "map", viewBox: "0 0 " + width + " " + height, role: "group", "aria-label": words.views.map }, drawn("image", { href: assets + "basemap.svg", width: width, height: height }));
    var rowsOf = sites.map(function (site) {
      var href = address(function (found) { found.delete("place"); found.append("place", site); found.delete("view"); }), text = named(site) + ": " + counts.get(site);
      if (points[site]) {
        var r = Math.max(4, 34 * Math.sqrt(counts.get(site) / most));
        svg.append(drawn("a", { class: "site", href: href, "aria-label": text }, [drawn("title", {}, text), drawn("circle", { cx: points[site][0], cy: points[site][1], r: r.toFixed(1) })]));
      } else beyond.push(site);
      return element("li", {}, [element("a", { href: href }, named(site) + (points[site] ? "" : " *")), element("span", { class: "muted" }, String(counts.get(site)))]);
    });
    return [element("div", { class: "places" }, [
      element("div", { class: "scroll drawing", tabindex: "0", role: "region", "aria-label": words.views.map }, svg),
      element("div", {}, [element("ol", { class: "ranked" }, rowsOf)].concat(beyond.length ? [element("p", { class: "muted small" }, words.beyond)] : [])),
    ])];
  }

  function network(kept) {
    var ties = new Map(), strength = new Map();
    kept.forEach(function (row) {
      var sides = row.sides;
      for (var a = 0; a < sides.length; a++) for (var b = a + 1; b < sides.length; b++) {
        var key = sides[a] + " " + sides[b];
        ties.set(key, (ties.get(key) || 0) + 1);
        [sides[a], sides[b]].forEach(function (one) { strength.set(one, (strength.get(one) || 0) + 1); });
      }
    });
    if (!ties.size) return [element("p", {}, words.no_ties)];
    var nodes = Array.from(strength.keys()).sort(function (a, b) { return strength.get(b) - strength.get(a) || rank.get(a) - rank.get(b); });
    var shown = nodes.slice(0, 24), place = new Map(), most = strength.get(nodes[0]), heaviest = Math.max.apply(null, Array.from(ties.values()));
    shown.forEach(function (node, n) {
      var angle = 2 * Math.PI * n / shown.length - Math.PI / 2;
      place.set(node, [500 + 250 * Math.cos(angle), 330 + 250 * Math.sin(angle), angle]);
    });
    var svg = drawn("svg", { class: "net circle", viewBox: "0 0 1000 660", role: "group", "aria-label": words.views.network }), pairs = Array.from(ties.entries()).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    pairs.slice().reverse().forEach(function (pair) {
      var ends = pair[0].split(" ").map(function (one) { return place.get(one); });
      if (ends[0] && ends[1]) svg.append(drawn("path", { class: "tie", "stroke-opacity": (0.12 + 0.7 * pair[1] / heaviest).toFixed(2), "stroke-width": (0.7 + 5 * pair[1] / heaviest).toFixed(1), d: "M" + ends[0].slice(0, 2).map(Math.round).join(" ") + "Q500 330 " + ends[1].slice(0, 2).map(Math.round).join(" ") }));
    });
    shown.forEach(function (node) {
      var at = place.get(node), right = Math.cos(at[2]) >= -0.01, r = 4 + 12 * Math.sqrt(strength.get(node) / most);
      var mark = drawn("a", { href: address(function (found) { found.delete("actor"); found.append("actor", node); }), "aria-label": named(node) + ": " + strength.get(node) }, [
        drawn("circle", { class: "k-" + node.split(":")[0], cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: r.toFixed(1) }),
        drawn("text", { x: (at[0] + (right ? 1 : -1) * (r + 5)).toFixed(1), y: (at[1] + 5 + 8 * Math.sin(at[2])).toFixed(1), "text-anchor": right ? "start" : "end" }, named(node).length > 30 ? named(node).slice(0, 29) + "…" : named(node)),
      ]);
      svg.append(mark);
    });
    var table = element("table", {}, [element("caption", {}, words.pairs), element("tbody", {}, pairs.slice(0, 30).map(function (pair) {
      return element("tr", {}, pair[0].split(" ").map(function (one) { return element("td", {}, element("a", { href: root + one.replace(":", "/") + ".html" }, named(one))); }).concat([element("td", { class: "n" }, String(pair[1]))]));
    }))]);
    function cut(n, all, text) {
      return n < all ? [element("p", { class: "muted small" }, text.replace("{n}", n).replace("{all}", all))] : [];
    }
    return [element("p", { class: "muted" }, words.network), element("div", { class: "scroll drawing", tabindex: "0", role: "region", "aria-label": words.views.network }, svg)].concat(cut(shown.length, nodes.length, words.drawn), [table], cut(Math.min(30, pairs.length), pairs.length, words.some_pairs));
  }

  // The parts of a list, where it has several.
  function pages(all, each, number) {
    var last = Math.ceil(all / each), nav = element("ul", { class: "chips" });
    if (last < 2) return [];
    for (var n = 1; n <= last; n++) {
      if (last > 20 && n > 1 && n < last && Math.abs(n - number) > 3) continue;
      var one = element("a", { class: "chip", href: part(n) }, String(n));
      if (n === number) one.setAttribute("aria-current", "page");
      nav.append(element("li", {}, one));
    }
    return [element("nav", { "aria-label": words.pages }, nav)];
  }

  function part(n) {
    return address(function (all) { if (n > 1) all.set("page", n); });
  }

  function claims(kept) {
    var number = Math.max(1, Number(asked().get("page")) || 1), some = kept.slice((number - 1) * CLAIMS, number * CLAIMS), each = Number(page.dataset.claimed);
    var parts = Array.from(new Set(some.map(function (row) { return Math.floor(row.number / each); })));
    var waiting = parts.filter(function (n) { return !cakg.held["explore-claims-" + n]; });
    if (waiting.length) {
      cakg.load(waiting.map(function (n) { return "explore-claims-" + document.documentElement.lang + "-" + n + ".js"; }), function (missing) {
        if (missing.length) said.textContent = words.missing + " " + missing.join(", "); else render();
      });
      return [element("p", { class: "muted" }, words.claims)];
    }
    return some.map(function (row) {
      var found = cakg.held["explore-claims-" + Math.floor(row.number / each)][row.number % each], before = "";
      return element("section", { class: "claims-of" }, [
        element("h2", {}, [link(row), " ", element("small", {}, labels.dates[row.number] || words.undated)]),
        element("dl", { class: "facts" }, found.map(function (one) {
          var value = [element("span", { lang: one[2] || undefined }, one[1])];
          if (one[4]) value.push(" ", element("a", { class: "small", href: root + one[3], "aria-label": one[0] + ", " + one[1] + ": " + words.documents + " " + one[4] }, words.documents + ": " + one[4]));
          if (one[5]) value.push(element("p", { class: "q", lang: one[6] || undefined }, "“" + one[5] + "”"));
          var fact = element("div", { class: "fact" }, [element("dt", {}, one[0] === before ? "" : one[0]), element("dd", {}, value)]);
          before = one[0];
          return fact;
        })),
      ]);
    }).concat(pages(kept.length, CLAIMS, number));
  }

  var SHOW = { list: list, timeline: timeline, map: map, network: network, claims: claims };

  function record(row) {
    var found = { event: page.dataset.base + "event/" + row.slug, label: labels.events[row.number], date: row.date, begin: row.begin, end: row.end };
    cakg.FACETS.forEach(function (name) { found[name] = row.values[name] || []; });
    return found;
  }

  function save(name, type, text) {
    var url = URL.createObjectURL(new Blob([text], { type: type })), link = element("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  }

  function csv(kept) {
    var columns = ["event", "label", "date", "begin", "end"].concat(cakg.FACETS);
    function cell(value) {
      var text = Array.isArray(value) ? value.join("; ") : value;
      return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    }
    return [columns.join(",")].concat(kept.map(function (row) {
      var one = record(row);
      return columns.map(function (name) { return cell(one[name]); }).join(",");
    })).join("\r\n") + "\r\n";
  }

  function render() {
    var wanted = cakg.filter(location.search), view = asked().get("view") || "list";
    form.elements.from.value = asked().get("from") || "";
    form.elements.to.value = asked().get("to") || "";
    chips(wanted);
    if (wanted.error) {
      said.textContent = words.error.replace("{what}", wanted.error);
      result.replaceChildren();
      return;
    }
    if (!SHOW[view]) {
      said.textContent = words.no_view.replace("{view}", view);
      view = "list";
    }
    var kept = rows.filter(function (row) { return cakg.matches(row, wanted); });
    facets(wanted);
    views.replaceChildren.apply(views, Object.keys(SHOW).map(function (name) {
      var one = element("a", { class: "chip", href: setting("view", name === "list" ? "" : name) }, words.views[name]);
      if (name === view) one.setAttribute("aria-current", "true");
      return element("li", {}, one);
    }).concat([["csv", "text/csv", function () { return csv(kept); }], ["json", "application/json", function () { return JSON.stringify(kept.map(record), null, 1) + "\n"; }]].map(function (one) {
      var button = element("button", { type: "button" }, words.save + " " + one[0].toUpperCase());
      button.addEventListener("click", function () { save("events." + one[0], one[1], one[2]()); });
      return element("li", {}, button);
    })));
    said.textContent = words.found.replace("{n}", kept.length).replace("{all}", rows.length);
    result.replaceChildren.apply(result, kept.length ? SHOW[view](kept) : [element("p", {}, words.none)]);
  }

  page.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a");
    var href = link && link.getAttribute("href");
    if (!href || href[0] !== "?" || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(href);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    go(address(function (found) {
      ["from", "to"].forEach(function (name) { var text = form.elements[name].value.trim(); if (text) found.set(name, text); else found.delete(name); });
    }));
  });
  // What needs a server is asked there of the same events.
  Array.from(document.querySelectorAll(".served form")).forEach(function (other) {
    other.addEventListener("submit", function () {
      asked().forEach(function (value, name) { other.append(element("input", { type: "hidden", name: name, value: value })); });
    });
  });
  addEventListener("popstate", render);

  said.textContent = words.loading;
  cakg.load(["explore.js", "explore-labels-" + document.documentElement.lang + ".js"], function (missing) {
    if (missing.length) { said.textContent = words.missing + " " + missing.join(", "); return; }
    cakg.load(cakg.held.explore, function (more) {
      if (more.length) { said.textContent = words.missing + " " + more.join(", "); return; }
      var keys = cakg.held["explore-keys"];
      labels = cakg.held["explore-labels"];
      keys.forEach(function (key, n) { label.set(key, labels.keys[n]); });
      labels.order.forEach(function (n, place) { rank.set(keys[n], place); });
      rows = cakg.rows(keys, cakg.joined("explore-events"));
      page.classList.add("ready");
      render();
    });
  });
})();
