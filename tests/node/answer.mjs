// Print what Comunica finds for queries, a line of JSON for each: node answer.mjs DATA.nq QUERIES.json
import { readFileSync } from 'node:fs'
import { QueryEngine } from '@comunica/query-sparql-rdfjs-lite'
import { Parser, Store } from 'n3'

const [data, queries] = process.argv.slice(2).map(path => readFileSync(path, 'utf8'))
const store = new Store(new Parser({ format: 'N-Quads' }).parse(data))
const engine = new QueryEngine()
const cell = term => [term.value, term.language ?? '', term.datatype?.value ?? '']

for (const query of JSON.parse(queries)) {
  const rows = []
  for (const row of await (await engine.queryBindings(query, { sources: [store] })).toArray()) {
    rows.push(Object.fromEntries([...row].map(([column, term]) => [column.value, cell(term)])))
  }
  console.log(JSON.stringify(rows))
}
