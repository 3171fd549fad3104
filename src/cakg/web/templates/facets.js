// The filter of events, as web/facets.py has it: values of one facet widen, facets narrow.
(function () {
  "use strict";
  var cakg = (globalThis.cakg = globalThis.cakg || {});
  var FACETS = ["kind", "actor", "place", "topic", "series", "status", "publisher", "extent", "disputed"];
  cakg.FACETS = FACETS;

  // The first day of a year, a month or a day, or its last; nothing for no text, null for what is no date.
  function day(text, last) {
    if (!text) return "";
    var parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
    if (!parts) return null;
    var year = Number(parts[1]), month = Number(parts[2] || (last ? 12 : 1));
    if (month < 1 || month > 12 || year < 1) return null;
    var leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    var length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
    var at = Number(parts[3] || (last ? length : 1));
    if (at < 1 || at > length) return null;
    return parts[1] + "-" + String(month).padStart(2, "0") + "-" + String(at).padStart(2, "0");
  }

  // The filter that the query of an address asks for; `error` names what is wrong with it.
  cakg.filter = function (query) {
    var asked = new URLSearchParams(query), found = { values: {}, first: "", last: "", error: "" };
    FACETS.forEach(function (name) {
      var chosen = asked.getAll(name).filter(Boolean);
      if (chosen.length) found.values[name] = new Set(chosen);
    });
    [["from", "first"], ["to", "last"]].forEach(function (pair) {
      var text = (asked.get(pair[0]) || "").trim(), said = day(text, pair[0] === "to");
      if (said === null && !found.error) found.error = pair[0] + "=" + text;
      found[pair[1]] = said || "";
    });
    if (found.first && found.last && found.first > found.last && !found.error) found.error = "from " + found.first + " to " + found.last;
    return found;
  };

  // Whether a filter, but for one facet, lets an event through.
  cakg.matches = function (row, wanted, but) {
    for (var name in wanted.values) {
      if (name !== but && !(row.values[name] || []).some(function (value) { return wanted.values[name].has(value); })) return false;
    }
    if (!wanted.first && !wanted.last) return true;
    var begin = row.begin || row.end, end = row.end || row.begin;
    return !!begin && (!wanted.last || begin <= wanted.last) && (!wanted.first || end >= wanted.first);
  };

  // For every facet, how many events each value would leave, whatever is chosen of that facet itself.
  cakg.counts = function (rows, wanted) {
    var found = {};
    FACETS.forEach(function (name) {
      var own = (found[name] = new Map());
      rows.forEach(function (row) {
        if (cakg.matches(row, wanted, name)) (row.values[name] || []).forEach(function (value) { own.set(value, (own.get(value) || 0) + 1); });
      });
    });
    return found;
  };

  // The rows of the data: of each its address, days, values, delegations and whether it is but planned.
  cakg.rows = function (keys, packed) {
    return packed.map(function (one, number) {
      var values = {};
      FACETS.forEach(function (name, n) { if (one[4][n].length) values[name] = one[4][n].map(function (at) { return keys[at]; }); });
      return { number: number, slug: one[0], date: one[1], begin: one[2], end: one[3], values: values, site: one[5] < 0 ? "" : keys[one[5]], sides: one[6].map(function (at) { return keys[at]; }), planned: !!one[7] };
    });
  };
})();
