/** The Chinese catalog (简体中文): one file for each part of the page. Names of Kubernetes and HTTP are not translated. */
import { advice } from './advice.ts';
import { chain } from './chain.ts';
import { common } from './common.ts';
import { descriptions } from './descriptions.ts';
import { editor } from './editor.ts';
import { events } from './events.ts';
import { exporting } from './exporting.ts';
import { faults } from './faults.ts';
import { files } from './files.ts';
import { flags } from './flags.ts';
import { forks } from './forks.ts';
import { handout } from './handout.ts';
import { header } from './header.ts';
import { imports } from './imports.ts';
import { inspect } from './inspect.ts';
import { intro } from './intro.ts';
import { keys } from './keys.ts';
import { lessons } from './lessons.ts';
import { lessonsPage } from './lessons-page.ts';
import { library } from './library.ts';
import { lifecycles } from './lifecycles.ts';
import { lineage } from './lineage.ts';
import { lineages } from './lineages.ts';
import { link } from './link.ts';
import { logs } from './logs.ts';
import { map } from './map.ts';
import { narrator } from './narrator.ts';
import { olderMaps } from './older-maps.ts';
import { panel } from './panel.ts';
import { player } from './player.ts';
import { problems } from './problems.ts';
import { room } from './room.ts';
import { saving } from './saving.ts';
import { servers } from './servers.ts';
import { session } from './session.ts';
import { signals } from './signals.ts';
import { statechart } from './statechart.ts';
import { timeline } from './timeline.ts';
import { transport } from './transport.ts';
import { ways } from './ways.ts';
import { workshop } from './workshop.ts';

export const CATALOG = {
  ...advice,
  ...chain,
  ...common,
  ...descriptions,
  ...editor,
  ...events,
  ...exporting,
  ...faults,
  ...files,
  ...flags,
  ...forks,
  ...handout,
  ...header,
  ...imports,
  ...inspect,
  ...intro,
  ...keys,
  ...lessons,
  ...lessonsPage,
  ...library,
  ...lifecycles,
  ...lineage,
  ...lineages,
  ...link,
  ...logs,
  ...map,
  ...narrator,
  ...olderMaps,
  ...panel,
  ...player,
  ...problems,
  ...room,
  ...saving,
  ...servers,
  ...session,
  ...signals,
  ...statechart,
  ...timeline,
  ...transport,
  ...ways,
  ...workshop,
} as const;

/** Every English phrase that the page can say. */
export type Phrase = keyof typeof CATALOG;
