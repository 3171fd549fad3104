// Data of the site, as classic scripts: from files (file://) a browser fetches nothing else.
(function () {
  "use strict";
  var cakg = (globalThis.cakg = globalThis.cakg || {}), held = {}, asked = {};
  var script = typeof document === "undefined" ? null : document.currentScript;
  cakg.root = script ? script.src.replace(/[^\/]*\/[^\/]*$/, "") : "";
  cakg.held = held;

  // Take one part of the data: each file of data says this of itself.
  cakg.give = function (name, value) {
    held[name] = value;
  };

  // Load files of the folder of data, each once, and say when all are there, or which of them is not.
  cakg.load = function (files, done) {
    var waiting = files.length, missing = [];
    function ready(name, ok) {
      asked[name].state = ok ? "there" : "missing";
      asked[name].then.splice(0).forEach(function (next) { next(ok); });
    }
    if (!waiting) done([]);
    files.forEach(function (name) {
      function next(ok) {
        if (!ok) missing.push(name);
        waiting -= 1;
        if (!waiting) done(missing);
      }
      var known = asked[name];
      if (known && known.state === "there") return next(true);
      if (known && known.state === "loading") return known.then.push(next);
      asked[name] = { state: "loading", then: [next] };
      var element = document.createElement("script");
      element.src = cakg.root + "data/" + name;
      element.onload = function () { ready(name, true); };
      element.onerror = function () { ready(name, false); };
      document.head.appendChild(element);
    });
  };

  // The parts of one kind that are there, in their order, as one list.
  cakg.joined = function (name) {
    var found = [];
    for (var part = 0; held[name + "-" + part]; part++) found = found.concat(held[name + "-" + part]);
    return found;
  };
})();
