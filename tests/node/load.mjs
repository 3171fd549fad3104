// Load a network as cytoscape.js and graphology do, and say what they understood:
// node load.mjs <file.cyjs> <file.graphology.json>
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";
import Graph from "graphology";

const read = (path) => JSON.parse(readFileSync(path, "utf-8"));
const [elements, serialized] = process.argv.slice(2).map(read);

const core = cytoscape({ headless: true, elements: elements.elements, data: elements.data });
const graph = Graph.from(serialized);
const sorted = (rows) => rows.map((row) => JSON.stringify(row)).sort();
console.log(
  JSON.stringify({
    cytoscape: {
      nodes: sorted(core.nodes().map((node) => [node.id(), node.data("label")])),
      edges: sorted(core.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data("weight")])),
      license: core.data("license"),
    },
    graphology: {
      nodes: sorted(graph.mapNodes((key, data) => [key, data.label])),
      edges: sorted(graph.mapEdges((_, data, source, target) => [source, target, data.weight])),
      license: graph.getAttribute("license"),
      type: graph.type,
    },
  }),
);
