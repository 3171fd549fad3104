// Read texts to look for, one a line, and print the hits of the site's own search for each, as JSON, one line each.
const { readFileSync } = require("node:fs"), { join } = require("node:path"), vm = require("node:vm");
const [assets, folder, limit] = process.argv.slice(2);
const run = (path) => vm.runInThisContext(readFileSync(path, "utf-8"), path);
run(join(assets, "data.js"));
run(join(assets, "search.js"));
const { cakg } = globalThis;
run(join(folder, "search.js"));
for (const name of [...cakg.held.search, "search-addresses.js"]) run(join(folder, name));
const { rules, codes, languages } = cakg.held;
const [words, texts, things, names] = ["words", "texts", "things", "names"].map(cakg.joined);
const lexicon = new cakg.Lexicon({ rules, codes, languages, words, texts, things, names, addresses: cakg.held.addresses });
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  console.log(JSON.stringify(lexicon.search(text, Number(limit)).hits));
}
