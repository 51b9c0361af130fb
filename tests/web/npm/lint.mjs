// Lints the interface's description: node lint.mjs openapi.json
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    'info-license': 'off', // the program's own affair
    'no-ambiguous-paths': 'error',
    'no-schema-type-mismatch': 'error',
    'no-unused-components': 'off', // the engine's contracts come whole
    'operation-description': 'off', // a summary that says all needs none
    'operation-operationId-url-safe': 'error',
    'operation-singular-tag': 'error',
    'parameter-description': 'error',
    'path-segment-plural': 'off',
    'response-contains-property': 'off',
    'tag-description': 'error',
    'tags-alphabetical': 'error',
  },
});
const problems = await lintFromString({
  source: readFileSync(process.argv[2], 'utf8'),
  absoluteRef: process.argv[2],
  config,
});
for (const problem of problems) {
  console.log(`${problem.location[0]?.pointer ?? ''}: ${problem.message} (${problem.ruleId})`);
}
process.exit(problems.length === 0 ? 0 : 1);
