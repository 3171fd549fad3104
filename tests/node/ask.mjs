// Print what Comunica's client of endpoints finds, as JSON: node ask.mjs ENDPOINT QUERY COLUMN...
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'

const [endpoint, query, ...columns] = process.argv.slice(2)
const rows = []
for await (const row of await new SparqlEndpointFetcher().fetchBindings(endpoint, query)) {
  rows.push(columns.map(column => row[column].value))
}
console.log(JSON.stringify(rows))
