import { test } from 'vitest';
import ELK from 'elkjs/lib/elk.bundled.js';
import { machineNamed } from '../../machines/kernel/world.ts';
import { statechartOf } from '../../machines/view/statechart.ts';
import { layoutChart } from '../../ui/statechart/layout.ts';
test('x', async () => {
  const m=(t:string,r:string)=>t.length*(r==='name'?7.4:6.4);
  for (const n of ['lifecycle','process','kubelet','probe/x']) for (const size of ['panel','large'] as const) {
  const l = await layoutChart(statechartOf(machineNamed(n)), size, m, new ELK());
  for (const s of l) console.log(n,size,s.state.name, s.width, s.height, s.arrows.filter(a=>a.points.length<2).map(a=>a.id), s.boxes.length);
  }
});
