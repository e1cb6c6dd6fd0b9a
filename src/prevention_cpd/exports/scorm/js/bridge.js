/* In a package for a learning platform: the launch page around the book keeps what the browser would keep. */
(function () {
  "use strict";
  try {
    const store = parent !== self && parent.cpdStore;
    if (!store) return;
    Object.defineProperty(self, "localStorage", { value: store, configurable: true });
    self.cpdKept = "platform";
  } catch { /* a frame of others around us: the book keeps for itself */ }
})();
