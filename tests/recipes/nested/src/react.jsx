import { Fragment } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

const Slot = ({ lists }) => (
  <overt-slot name="for-you">
    {lists.map((list, at) => (
      <Fragment key={at}>
        {list.map(([id, shelf]) => <p key={id} data-overt-item={id} data-overt-features={`shelf:${shelf}`}>{id}</p>)}
      </Fragment>
    ))}
  </overt-slot>
);

export const start = root => {
  const app = createRoot(root);
  return lists => flushSync(() => app.render(<Slot lists={lists} />));
};
