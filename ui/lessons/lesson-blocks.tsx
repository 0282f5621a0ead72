/** The text of a lesson as elements: nothing of it is ever taken for HTML. */
import type { Block, Inline } from '../../machines/lessons/lesson-text.ts';

export function LessonBlocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes while it is shown, the place of a part is who it is
    <OneBlock key={index} block={block} />
  ));
}

function OneBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>
              <Inlines inlines={item} />
            </li>
          ))}
        </List>
      );
    }
  }
}

export function Inlines({ inlines }: { readonly inlines: readonly Inline[] }) {
  return inlines.map((inline, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <OneInline key={index} inline={inline} />
  ));
}

function OneInline({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <Code text={inline.text} />;
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.inlines} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.inlines} />
        </em>
      );
    case 'link':
      // Beside the page, so that the lesson stays where it is.
      return (
        <a href={inline.href} target="_blank" rel="noreferrer">
          <Inlines inlines={inline.inlines} />
        </a>
      );
  }
}

/** Lines break after hyphens, but a flag is not torn from the two that it begins with. */
function Code({ text }: { readonly text: string }) {
  const head = /^--\w+/.exec(text)?.[0];
  if (head === undefined) return <code>{text}</code>;
  return (
    <code>
      <span className="unbroken">{head}</span>
      {text.slice(head.length)}
    </code>
  );
}
