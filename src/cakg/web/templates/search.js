// Things by name, in the browser: what `cakg search` does (ask/likeness, ask/matches, ask/find), by the same tables.
// The tables are data of the site (`data/search-*.js`); nothing is fetched from anywhere else.
(function () {
  "use strict";
  var cakg = (globalThis.cakg = globalThis.cakg || {});
  var EXACT = 100, RESPELT = 99, INFLECTED = 98, INITIAL = 97, BEGUN = 92, SLIP = 90;
  var RESPELT_LETTERS = 3;
  var CERTAIN = 1, GUESSED = 3, UNLIKE = 4;
  var W = "[\\p{L}\\p{N}_]", L = "\\p{L}";

  function whole(text) {
    // Python's \w and \b know all scripts, those of JavaScript only Latin letters
    return "(?<!" + W + ")(?:" + text.replace(/\\w/g, W) + ")(?!" + W + ")";
  }

  function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
  }

  // The rules of one language, by the tables of the site.
  function Rules(given) {
    var marks = "[" + given.apostrophes.split("").map(escaped).join("") + "]";
    this.given = given;
    this.empty = new Set(given.empty);
    this.initials = new Set(given.initials);
    this.possessive = new RegExp(marks + "s(?!" + W + ")", "gu");
    this.apostrophes = new RegExp("[" + given.apostrophes.split("").map(escaped).join("") + "\u00ad\u200b\u200c]", "gu");
    this.dotted = new RegExp(
      "(?<!" + W + ")(?:" + L + "\\.){3,}(?!" + W + ")|(?<!" + W + ")(?:" + L + "\\.){2,}" + L + "(?!" + W + ")|^(?:" + L + "\\.){2}$", "gu");
    this.token = new RegExp("([\\p{L}\\p{N}]+)(\\.?)", "gu");
    this.han = /[\u3400-\u9fff\uf900-\ufaff]/u;
    this.compound = new RegExp(whole("(twenty|thirty)-(" + given.ordinals.slice(1, 10).join("|") + ")"), "giu");
    this.said = new RegExp(given.said.map(function (one, n) { return "(?<_" + n + ">" + whole(one[0]) + ")"; }).join("|"), "giu");
    this.inflected = new RegExp("^(" + given.stems.join("|") + ")(?:" + given.endings.join("|") + ")$", "u");
    this.sounds = given.sounds.map(function (one) { return [new RegExp(one[0], "g"), one[1].replace("\\1", "$1")]; });
    this.patronymic = new RegExp("^(?:" + given.patronymic + ")$");
    this.latin = new Map(given.latin);
    this.made = new Map();
    this.chains = new Map();
  }

  Rules.prototype.counted = function (word, dotted) {
    var small = word.toLowerCase().replace(/ё/g, "е"), at = this.given.ordinals.indexOf(small);
    if (at >= 0) return String(at);
    at = this.given.romans.indexOf(word);
    if (at >= 0 && !(dotted && word.length === 1)) return String(at + 1);
    var figures = /^([0-9]+)(?:st|nd|rd|th|й|я|е|го|ой|ая|ое)?$/.exec(small), ordinal = this.inflected.exec(small);
    if (figures) return figures[1].replace(/^0+/, "") || "0";
    return ordinal ? String(this.given.stems.indexOf(ordinal[1])) : "";
  };

  // A word in Latin letters; a Chinese character that no name has stays as it is and meets none.
  Rules.prototype.letters = function (small) {
    var found = "";
    for (var letter of small) {
      var other = letter < "\u0080" ? letter : this.latin.get(letter);
      found += other === undefined ? (this.han.test(letter) ? letter : "") : other;
    }
    return found.toLowerCase().replace(/[^a-z0-9\u3400-\u9fff\uf900-\ufaff]/g, "");
  };

  Rules.prototype.sound = function (latin) {
    return this.sounds.reduce(function (text, one) { return text.replace(one[0], one[1]); }, latin);
  };

  Rules.prototype.word = function (small, initial) {
    var key = (initial ? "." : "") + small, known = this.made.get(key);
    if (!known) {
      var latin = this.letters(small);
      known = { latin: latin, sound: this.sound(latin), written: small.replace(/ё/g, "е"), initial: !!initial };
      this.made.set(key, known);
    }
    return known;
  };

  // The words that count of a name.
  Rules.prototype.words = function (text) {
    var self = this, given = this.given, found = [];
    text = text.normalize("NFKC").trim()
      .replace(this.dotted, function (match) { return match.replace(/\./g, ""); })
      .replace(this.possessive, "").replace(this.apostrophes, "");
    text = text.replace(this.compound, function (_, ten, one) {
      return String((ten.toLowerCase() === "twenty" ? 20 : 30) + given.ordinals.indexOf(one.toLowerCase()));
    });
    text = text.replace(this.said, function () {
      var groups = arguments[arguments.length - 1];
      for (var n = 0; n < given.said.length; n++) if (groups["_" + n] !== undefined) return given.said[n][1];
      return arguments[0];
    });
    text = text.replace(new RegExp(this.han, "gu"), " $& ");
    for (var match of text.matchAll(this.token)) {
      var token = match[1], dot = match[2], small = token.toLowerCase(), number = this.counted(token, !!dot);
      if (number) found.push({ latin: number, sound: number, written: number, initial: false });
      else if (this.han.test(token) && token.length === 1) found.push(self.word(small));
      else if ((dot && this.initials.has(small)) || ([...token].length === 1 && (dot || !this.empty.has(small)))) found.push(self.word(small, true));
      else if (!this.empty.has(small)) found.push(self.word(small));
    }
    return found.filter(function (word) { return word.latin; });
  };

  // Whether a word is a form of a name, as its language inflects it. Where only a stemmer knows, none is.
  Rules.prototype.isForm = function (name, word, language, isPerson) {
    if (word === name) return true;
    var one = this.given.inflections[language];
    if (!one || name[0] !== word[0] || !one.cases.length || one.has_prefixes) return false;
    var shortest = isPerson ? 3 : 2, chain = this.chain(language, isPerson), bases = [name];
    one.dropped.forEach(function (end) { if (name.endsWith(end)) bases.push(name.slice(0, name.length - end.length)); });
    Object.keys(one.changed).forEach(function (end) {
      if (name.endsWith(end)) bases.push(name.slice(0, name.length - end.length) + one.changed[end]);
    });
    if (bases.some(function (base) {
      return base.length >= shortest && word.length > base.length && word.startsWith(base) && chain.test(word.slice(base.length));
    })) return true;
    var other = this.chain(language, false);
    return !isPerson && one.exchanges.some(function (pair) {
      if (!name.endsWith(pair[0]) || name.length - pair[0].length + pair[1].length <= 3) return false;
      var start = name.slice(0, name.length - pair[0].length) + pair[1];
      return word.startsWith(start) && other.test(word.slice(start.length));
    });
  };

  Rules.prototype.chain = function (language, isPerson) {
    var key = language + isPerson, known = this.chains.get(key);
    if (!known) {
      var one = this.given.inflections[language];
      var parts = ["plural", "cases", "possessive", "cases_after_it", "enclitics"].map(function (name) {
        return one[name].length ? "(?:" + one[name].join("|") + ")" : "(?:(?!))";
      });
      known = new RegExp(isPerson
        ? "^(?:" + parts[0] + "?" + parts[1] + "?" + parts[4] + "?)$"
        : "^(?:" + parts[0] + "?(?:" + parts[2] + "?" + parts[3] + "|" + parts[2] + "|" + parts[1] + ")?" + parts[4] + "?)$", "u");
      this.chains.set(key, known);
    }
    return known;
  };

  // The likeness of two texts, 0 to 100: twice the longest common subsequence by the letters of both.
  function ratio(one, other, least) {
    var sum = one.length + other.length;
    if (!sum) return 100;
    if (200 * Math.min(one.length, other.length) / sum < least) return 0;
    var before = new Uint16Array(other.length + 1);
    for (var i = 0; i < one.length; i++) {
      var corner = 0;
      for (var j = 1; j <= other.length; j++) {
        var above = before[j];
        before[j] = one[i] === other[j - 1] ? corner + 1 : Math.max(above, before[j - 1]);
        corner = above;
      }
    }
    return 100 * (1 - (sum - 2 * before[other.length]) / sum);
  }

  // Whether two texts are one slip apart: a letter more, less or another, or two that changed places.
  function slipped(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    var a = 0, end = 0, shorter = Math.min(one.length, other.length);
    while (a < shorter && one[a] === other[a]) a++;
    while (end < shorter - a && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
    var left = one.length - a - end, right = other.length - a - end;
    return Math.max(left, right) <= 1 || (left === 2 && right === 2 && one[a] === other[a + 1] && one[a + 1] === other[a]);
  }

  function quality(rules, wanted, word, language, isPerson) {
    if ([wanted, word].some(function (one) { return one.written.length === 1 && rules.han.test(one.written); })) return wanted.written === word.written ? EXACT : 0;
    if (wanted.latin === word.latin) return EXACT;
    if (/^\d+$/.test(wanted.latin) || /^\d+$/.test(word.latin)) return 0;
    if (wanted.initial || word.initial) {
      var one = wanted.initial ? wanted : word, other = wanted.initial ? word : wanted;
      return other.latin.startsWith(one.latin) || other.sound.startsWith(one.sound) ? INITIAL : 0;
    }
    if (wanted.sound === word.sound && wanted.sound.length >= RESPELT_LETTERS) return RESPELT;
    if (wanted.written.slice(0, 2) === word.written.slice(0, 2) && rules.isForm(word.written, wanted.written, language, isPerson)) return INFLECTED;
    if (wanted.sound.length >= 4 && word.sound.startsWith(wanted.sound)) return BEGUN;
    if (Math.min(wanted.sound.length, word.sound.length) >= 4 && wanted.latin.length >= 5 && slipped(wanted.sound, word.sound)) return SLIP;
    var alike = Math.max(ratio(wanted.latin, word.latin, 0), ratio(wanted.sound, word.sound, 0));
    return alike >= 30 ? Math.min(alike, SLIP - 1) : 0;
  }

  // The names of the site: rules, words, texts, things and the names that join them.
  function Lexicon(data) {
    var rules = (this.rules = new Rules(data.rules));
    this.data = data;
    this.words = data.words.map(function (line) {
      var initial = line[0] === ".", parts = (initial ? line.slice(1) : line).split("|");
      var latin = parts.length > 1 ? parts[1] : rules.letters(parts[0]);
      return { latin: latin, sound: parts.length > 1 ? parts[2] : rules.sound(latin), written: parts[0], initial: initial };
    });
    this.names = data.names.map(function (line) {
      var n = line.split(" ").map(function (one) { return parseInt(one, 36); });
      return { thing: n[0], text: n[1], language: data.languages[n[2]], whole: !!(n[3] & 1), loose: !!(n[3] & 2), titled: !!(n[3] & 4), own: n[4], words: n.slice(5) };
    });
    this.things = data.things.map(function (line) {
      var parts = line.split(" "), own = parts[1].split("|");  // of a term: its page and its IRI
      return { kind: parts[0], slug: own[0], iri: own[1] || data.rules.base + parts[0] + "/" + own[0], label: parseInt(parts[2], 36), other: parseInt(parts[3], 36) };
    });
    this.at = new Map(this.things.map(function (one, n) { return [one.iri, n]; }));
  }

  Lexicon.prototype.like = function (wanted, least) {
    var near = new Set();
    wanted.forEach(function (one) {
      this.words.forEach(function (word, n) {
        if (word.initial || word.written.slice(0, 2) === one.written.slice(0, 2) || word.sound.startsWith(one.sound) ||
          (one.initial && word.latin.startsWith(one.latin)) ||
          ratio(one.latin, word.latin, least) >= least || ratio(one.sound, word.sound, least) >= least) near.add(n);
      });
    }, this);
    return this.names.filter(function (name) { return name.words.some(function (n) { return near.has(n); }); });
  };

  function less(one, other) {
    for (var n = 0; n < one.length; n++) if (one[n] !== other[n]) return one[n] - other[n];
    return 0;
  }

  // The place of the one word that the name of a person does not meet, where it is a patronymic or the initial of one.
  Lexicon.prototype.father = function (wanted, given, met) {
    var family = given.pop(), least = this.data.rules.alike, place = met.findIndex(function (one) { return one < least; });
    if (wanted.length < 3 || place < 1 || Math.max.apply(null, family) < INITIAL) return -1;
    if (met.filter(function (one) { return one < least; }).length !== 1) return -1;
    var follows = given.some(function (column) { return column[place - 1] >= INITIAL; });
    return follows && (wanted[place].initial || this.rules.patronymic.test(wanted[place].sound)) ? place : -1;
  };

  Lexicon.prototype.match = function (wanted, name, kept) {
    var rules = this.rules, self = this, least = this.data.rules.alike, groups = this.data.rules.groups;
    var kind = this.things[name.thing].kind, isPerson = kind === "person", columns = [], best = [];
    name.words.forEach(function (number) {
      var key = number + " " + name.language + " " + isPerson, column = kept.get(key);
      if (!column) {
        column = wanted.map(function (one) { return quality(rules, one, self.words[number], name.language, isPerson); });
        kept.set(key, column);
      }
      columns.push(column);
      best.push(Math.max.apply(null, column));
    });
    if (Math.max.apply(null, best) < least) return null;
    var met = wanted.map(function (_, n) { return Math.max.apply(null, columns.map(function (column) { return column[n]; })); });
    var lone = name.words.length > 1
      ? !name.words.some(function (number, n) {  // no word is met by a word, neither of them an initial
        return !self.words[number].initial && wanted.some(function (one, m) { return !one.initial && columns[n][m] >= least; });
      })
      : wanted.every(function (one) { return one.initial; }) && met.every(function (one) { return one < least || one === INITIAL; });
    var initials = wanted.length > 1 && wanted.length === columns.length && columns.every(function (column, n) { return column[n] === INITIAL; });
    if (lone && !(isPerson && initials)) return null;
    var father = isPerson ? this.father(wanted, columns.slice(0, name.own || columns.length), met) : -1;
    if (father >= 0) met.splice(father, 1);
    var mean = met.reduce(function (sum, one) { return sum + one; }, 0) / met.length;
    if (mean < least || (name.own && Math.max.apply(null, best.slice(0, name.own)) < SLIP)) return null;
    var extra = best.filter(function (one) { return one < SLIP; }).length + (name.whole ? 0 : 1), full = extra === 0;
    var lowest = Math.min.apply(null, met), tier;
    if (father >= 0) tier = lowest >= INITIAL ? GUESSED : UNLIKE;
    else if (lowest > INITIAL || (isPerson && lowest === INITIAL)) tier = full ? 0 : CERTAIN;
    else if (full && lowest >= SLIP) tier = 2;
    else if (lowest >= (isPerson || 2 * extra <= columns.length ? SLIP : BEGUN)) tier = GUESSED;
    else tier = UNLIKE;
    var group = groups.of[kind];
    if (group === undefined) group = groups.spoken;
    if (name.loose) group = Math.max(group, groups.about);
    if (tier === 0) group = Math.max(0, group - groups.spoken + 1);
    var heads = isPerson
      ? Math.max.apply(null, columns[(name.own || columns.length) - 1]) >= INITIAL
      : group < groups.about || (name.titled && columns[0][0] >= INITIAL);
    var head = tier === CERTAIN && !heads ? 1 : 0, unlike = 100 - mean;
    var rank = this.data.rules.kinds.indexOf(kind);
    if (rank < 0) rank = this.data.rules.kinds.length;
    return {
      thing: name.thing, text: name.text,
      score: 100 - unlike - (tier === 0 || tier === 2 ? 0 : Math.min(5, 0.5 * extra)),
      order: [tier, group, head, unlike, extra, rank, [...this.data.texts[name.text]].length, name.thing],
    };
  };

  Lexicon.prototype.met = function (wanted) {
    if (!wanted.length) return [];
    var best = new Map(), kept = new Map();
    this.like(wanted, this.data.rules.alike).forEach(function (name) {
      var match = this.match(wanted, name, kept), known = match && best.get(match.thing);
      if (match && (!known || less(match.order, known.order) < 0)) best.set(match.thing, match);
    }, this);
    return Array.from(best.values()).sort(function (one, other) {
      return less(one.order.slice(0, 7), other.order.slice(0, 7)) || one.text - other.text || one.thing - other.thing;
    });
  };

  // What a text spells: things of which it is the IRI, the prefixed name, the slug, the code or the address.
  Lexicon.prototype.spelt = function (text) {
    var base = this.data.rules.base, kinds = this.data.rules.kinds, at = this.at, code = text.toUpperCase();
    var prefixed = /^([a-z]+):(.+)$/.exec(text), out = /^(<|https?:\/\/)/.test(text), iris = [];
    if (/^[A-Za-z]{2,3}$/.test(text) && (text === code || this.rules.words(text).length)) {
      iris = (this.data.codes[code] || []).map(function (n) { return base + "state/" + n; });
    }
    if (out) iris = [text.replace(/^<|>$/g, "")];
    else if (prefixed && kinds.indexOf(prefixed[1]) >= 0) iris = [base + prefixed[1] + "/" + prefixed[2]];
    else if (/[-\/]/.test(text) && /^[a-z0-9][a-z0-9.-]*$/.test(text)) iris = kinds.map(function (kind) { return base + kind + "/" + text; });
    var found = iris.filter(function (iri) { return at.has(iri); }).map(function (iri) { return at.get(iri); });
    if (!found.length && (out || /[-\/]/.test(text)) && this.data.addresses) {
      var wanted = cakg.address(text);
      found = this.data.addresses.filter(function (one) { return one[0] === wanted; }).map(function (one) { return one[1]; });
    }
    return found.sort(function (one, other) { return one - other; });
  };

  // An address without its scheme, its fragment and what only says where a reader came from.
  cakg.address = function (url) {
    var parts = url.split("#")[0].split("?"), asked = (parts.slice(1).join("?") || "").split("&").filter(function (one) {
      return one && !/^(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id)=/.test(one);
    }).join("&");
    return parts[0].replace(/^(https?:\/\/)?(www\.)?/, "").replace(/\/+$/, "") + (asked ? "?" + asked : "");
  };

  cakg.typed = function (text, base) {
    text = text.trim();
    var ours = /^<?(?:https?:\/\/)?(?:www\.)?w3id\.org\/cakg\/(?!ontology)([^>#?]+?)\/?>?$/.exec(text);
    var file = /^(?:.*\/)?([a-z0-9][a-z0-9.-]*)\.ttl$/.exec(text);
    return ours ? base + ours[1] : file ? file[1] : text;
  };

  // Whether a text may be an address, for which the addresses of the documents are needed as well.
  cakg.isAddress = function (text) {
    return /[-\/]/.test(text);
  };

  // The things whose names are like a text, best first, as `cakg search` gives them; of some kinds where any are given.
  Lexicon.prototype.search = function (text, limit, kinds) {
    var self = this, found = new Map();
    text = cakg.typed(text, this.data.rules.base);
    this.spelt(text).forEach(function (thing) { found.set(thing, { thing: thing, name: text, score: 100, order: [-1, 0, 0, 0] }); });
    var parts = text.split(/([\s-]+)/), last = parts.pop(), texts = [text];
    if (parts.length && text === text.toLowerCase() && text !== text.toUpperCase() && this.data.rules.romans.indexOf(last.toUpperCase()) >= 0) {
      texts.push(parts.join("") + last.toUpperCase());
    }
    var readings = texts.map(function (one) { return self.met(self.rules.words(one)); }).filter(function (one) { return one.length; });
    readings.sort(function (one, other) { return less(one[0].order, other[0].order); });
    (readings[0] || []).forEach(function (match) {
      if (!found.has(match.thing)) found.set(match.thing, { thing: match.thing, name: self.data.texts[match.text], score: match.score, order: match.order });
    });
    var hits = Array.from(found.values()), counts = {};
    hits.forEach(function (hit) { var kind = self.things[hit.thing].kind; counts[kind] = (counts[kind] || 0) + 1; });
    if (kinds && kinds.length) hits = hits.filter(function (hit) { return kinds.indexOf(self.things[hit.thing].kind) >= 0; });
    var shown = hits.slice(0, limit).map(function (hit) {
      var thing = self.things[hit.thing];
      return { iri: thing.iri, kind: thing.kind, slug: thing.slug, label: self.data.texts[thing.label], other: isNaN(thing.other) ? "" : self.data.texts[thing.other], name: hit.name, score: hit.score };
    });
    return { hits: shown, all: hits.length, counts: counts, meant: meant(hits) };
  };

  // Whether the first of some hits is what is meant: it stands out by its name, or by a slip of one letter.
  function meant(hits) {
    if (!hits.length || hits[0].order[0] > GUESSED) return false;
    function rank(hit) {
      var order = hit.order;
      return order.slice(0, 3).concat(order[0] === 0 || order[0] === 2 ? order[3] : 0);
    }
    return hits.length < 2 || less(rank(hits[0]), rank(hits[1])) !== 0;
  }

  cakg.Lexicon = Lexicon;
})();
