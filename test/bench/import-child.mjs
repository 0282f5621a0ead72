/** Imports what comes on standard input; prints what it found and how much memory it took. */
/** @param {string} path */
const built = path => import(new URL(`../../build/${path}`, import.meta.url).href);
const { LogImporter } = await built('machines/formats/importer.js');
const { textOfLog } = await built('src/cli/log-reader.js');

const { pieces, decodeLine } = await textOfLog(process.stdin);
const importer = new LogImporter({ nowMs: Date.UTC(2026, 11, 1), decodeLine });
for await (const piece of pieces) importer.push(piece);
const result = importer.end();
if (result.chosen !== null) result.recording(result.chosen);
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ found: result.found.length, peakMb })}\n`);
