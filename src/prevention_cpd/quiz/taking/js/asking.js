// Asking the kernel for something that takes a while, and waiting for its reply.

const SOON = 6000; // milliseconds until a kernel that has not even begun counts as gone
const LONG = 120000; // milliseconds until it has given up for certain

/** `ask(act)` gives a promise of the reply; `hear(message)` is to be called with each message of the kernel. */
export function asking(model, view, silent) {
  const waiting = new Map();
  let number = 0;

  function ask(act) {
    number += 1;
    const key = `${act} ${number}`;
    return new Promise((resolve) => {
      let timer = 0;
      const answer = (reply) => {
        clearTimeout(timer);
        if (reply.begun) {
          timer = setTimeout(gone, LONG);
          return;
        }
        waiting.delete(key);
        resolve(reply);
      };
      const gone = () => answer({ done: false, reason: silent });
      timer = setTimeout(gone, SOON);
      waiting.set(key, answer);
      try {
        model.send({ view, number, act });
      } catch {
        gone();
      }
    });
  }

  function hear(message) {
    if (message.view === view && message.act) waiting.get(`${message.act} ${message.number}`)?.(message);
  }

  return { ask, hear };
}
