// The same letters in every picture, whatever fonts a machine has.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './install.mjs';

const FACES = [
  { family: 'JetBrains Mono', package: 'jetbrains-mono', weights: [400, 700] },
  { family: 'Inter', package: 'inter', weights: [400, 600] },
];

/**
 * @returns {Promise<string>} a style sheet with the fonts inside, for code (`JetBrains Mono`) and for the window around it (`Inter`)
 * @throws when the fonts cannot be installed
 */
export async function pictureFonts() {
  const kit = await installed('fonts');
  const faces = FACES.flatMap(({ family, package: name, weights }) =>
    weights.map(weight => {
      const file = join(kit, 'node_modules/@fontsource', name, 'files', `${name}-latin-${weight}-normal.woff2`);
      const data = readFileSync(file).toString('base64');
      return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}) format('woff2'); }`;
    }),
  );
  return [...faces, ".monaco-workbench { font-family: 'Inter', sans-serif !important; }"].join('\n');
}
