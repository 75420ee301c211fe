// node check.js FILE…: names each place that is no Bicep, as FILE:LINE:COLUMN, and ends with 1 if there is one.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
const grammar = new URL('node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm', import.meta.url);
parser.setLanguage(await Language.load(fileURLToPath(grammar)));

const faults = (node) =>
  node.isError || node.isMissing ? [node] : node.hasError ? node.children.flatMap(faults) : [];

for (const file of process.argv.slice(2)) {
  for (const fault of faults(parser.parse(readFileSync(file, 'utf8')).rootNode)) {
    const { row, column } = fault.startPosition;
    console.log(`${file}:${row + 1}:${column + 1}: ${fault.isMissing ? `${fault.type} is missing` : 'not understood'}`);
    process.exitCode = 1;
  }
}
