/** How a handout looks: dark on white, on paper of either size and on a screen of any width. */
import { PRINT_COLOURS as c, PRINT_FONTS } from '../../formats/print-colours.ts';

export const HANDOUT_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { background: ${c.ground}; }
body { margin: 0; color: ${c.ink}; font: 10.5pt/1.5 ${PRINT_FONTS}; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
main { max-width: 190mm; margin: 0 auto; padding: 10mm 6mm; background: ${c.paper}; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; break-after: avoid; }
h1 { font-size: 21pt; }
h2 { font-size: 15pt; margin: 7mm 0 2mm; }
h3 { font-size: 12.5pt; }
h4 { font-size: 10pt; }
p, ul, ol, pre, table { margin: 0 0 2.4mm; }
p { orphans: 3; widows: 3; }
header { border-bottom: 1px solid ${c.ink}; margin-bottom: 4mm; }
code, pre { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-size: .88em; }
pre { border: 1px solid ${c.line}; border-radius: 3px; padding: 2mm; white-space: pre-wrap; break-inside: avoid; }
a { color: inherit; }
svg { display: block; width: 100%; height: auto; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-size: 8.5pt; line-height: 1.4; color: ${c.ink2}; margin-top: 1mm; }
.facts { list-style: none; margin: 0; padding: 0; }
.facts b { color: ${c.ink}; }
.quiet, .moment, .address { color: ${c.ink3}; }
.moment { font-size: 9pt; margin-bottom: 1.5mm; }
.text { padding-left: 5mm; }
.beside { display: grid; grid-template-columns: minmax(0, 1fr) 64mm; gap: 6mm; align-items: start; }
.intro figure { float: right; width: 64mm; margin: 0 0 4mm 6mm; }
.stop, .task { clear: both; }
.stop { break-inside: avoid; border-top: 1px solid ${c.line}; padding-top: 3mm; margin-top: 3mm; }
.timeline { margin-top: 3mm; break-inside: avoid; }
.question { break-inside: avoid; margin-bottom: 5mm; }
.asked { font-weight: 600; margin-bottom: 1mm; }
.choices { list-style: none; padding: 0 0 0 1mm; }
.choices li { display: flex; gap: 2.5mm; align-items: baseline; padding: .5mm 0; }
.box { flex: none; width: 3.4mm; height: 3.4mm; border: 1px solid ${c.ink}; border-radius: .5mm; align-self: center; }
.why { display: flex; gap: 2.5mm; align-items: baseline; color: ${c.ink3}; margin-left: 1mm; }
.why i { flex: 1; border-bottom: 1px solid ${c.edge}; height: 1.2em; }
.answer { border: 1px solid ${c.edge}; border-left: 1mm solid ${c.ink}; padding: 1.6mm 2.5mm; margin-bottom: 2.4mm; break-inside: avoid; }
.answer p { margin: 0; }
aside { border-left: 1mm solid ${c.edge}; padding-left: 2.5mm; margin: 0 0 2.4mm; color: ${c.ink2}; font-size: 9.5pt; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; break-inside: avoid; }
th, td { border: 1px solid ${c.edge}; padding: 1mm 2mm; text-align: left; font-weight: 400; vertical-align: baseline; }
thead th { font-weight: 600; }
.blank { width: 30mm; }
.versions { font-size: 9.5pt; columns: 2; }
.lineages { margin-top: 3mm; break-inside: avoid; }
.lineages table { font-size: 8pt; line-height: 1.2; margin-bottom: 1mm; }
.lineages th, .lineages td { border-width: 1px 0 0; padding: .4mm 1.5mm .4mm 0; vertical-align: middle; }
.lineages thead th { vertical-align: bottom; }
.lineages th[scope='row'] { white-space: nowrap; }
.lineages .picture { width: 50%; }
.lineages .number { text-align: right; width: 11%; }
.lineages td:last-child, .lineages th:last-child { padding-left: 3mm; }
.axis { position: relative; height: 1.2em; font-weight: 400; color: ${c.ink3}; }
.axis span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.legend { list-style: none; padding: 0; font-size: 8pt; display: flex; flex-wrap: wrap; gap: 0 4mm; color: ${c.ink2}; }
.legend li { display: flex; align-items: center; gap: 1.5mm; }
.legend svg { width: 7mm; flex: none; }
@media screen { .answers { margin-top: 12mm; } }
.answers > h2 { margin-top: 0; }
.solutions { margin-top: 5mm; }
.answers, main + main { break-before: page; }
.task, .solutions { break-inside: avoid; }
@page { margin: 12mm 15mm; @bottom-right { content: counter(page); font: 8pt sans-serif; color: ${c.ink3}; } }
@media print {
  html { background: none; }
  main { max-width: none; padding: 0; }
}
@media screen and (max-width: 640px) {
  .beside { grid-template-columns: minmax(0, 1fr); }
  .blank { width: auto; }
  th code { overflow-wrap: anywhere; }
  th, td { padding: 1mm; }
  .intro figure { float: none; margin: 0 0 4mm; }
  figure { width: auto; max-width: 90mm; }
}
`;
