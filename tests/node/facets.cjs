// Read queries of addresses and print what the site's own filter makes of each, as JSON, one line each.
const { readFileSync, readdirSync } = require("node:fs"), { join } = require("node:path"), vm = require("node:vm");
const [assets, folder] = process.argv.slice(2);
const run = (path) => vm.runInThisContext(readFileSync(path, "utf-8"), path);
for (const name of ["data.js", "facets.js"]) run(join(assets, name));
const { cakg } = globalThis;
for (const name of readdirSync(folder).filter((name) => /^explore-(keys|events-\d+)\.js$/.test(name))) run(join(folder, name));
const rows = cakg.rows(cakg.held["explore-keys"], cakg.joined("explore-events"));
for (const query of JSON.parse(readFileSync(0, "utf-8"))) {
  const wanted = cakg.filter(query);
  const kept = rows.filter((row) => cakg.matches(row, wanted)).map((row) => row.slug);
  const counts = Object.fromEntries(Object.entries(cakg.counts(rows, wanted)).map(([name, own]) => [name, Object.fromEntries(own)]));
  console.log(JSON.stringify(wanted.error ? { error: wanted.error } : { kept, counts }));
}
