// Print the results of rdf-validate-shacl as JSON lines: node conform.mjs DATA.nt SHAPES.nt
import { readFileSync } from 'node:fs'
import { Parser, Store } from 'n3'
import Validator from 'rdf-validate-shacl'

const read = path => new Store(new Parser({ format: 'N-Triples' }).parse(readFileSync(path, 'utf8')))
const [data, shapes] = process.argv.slice(2).map(read)
const report = await new Validator(shapes).validate(data)
for (const { focusNode, path, sourceShape, sourceConstraintComponent } of report.results) {
  console.log(JSON.stringify([focusNode, path, sourceShape, sourceConstraintComponent].map(term => term?.value ?? null)))
}
