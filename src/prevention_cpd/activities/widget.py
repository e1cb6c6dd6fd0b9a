"""An activity as a live widget: JupyterLab, Notebook, VS Code, Voilà."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from prevention_cpd.activities import store
from prevention_cpd.activities.kinds import kinds
from prevention_cpd.activities.styles import css

if TYPE_CHECKING:
    from prevention_cpd.activities.compiled import Compiled
    from prevention_cpd.activities.instance import Instance


class Activity(anywidget.AnyWidget):
    """A live activity; the learner's answer is the trait ``answer``, everything else is for reading."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    #: What the learner has done; ``answer["done"]`` counts for "My progress".
    answer = traitlets.Dict().tag(sync=True)
    #: Other answers that this activity shows: of a survey, the marks of the earlier one.
    records = traitlets.Dict().tag(sync=True)
    #: ``folder`` when answers are kept in the user's folder, ``nowhere`` when that failed.
    kept = traitlets.Unicode("folder").tag(sync=True)

    def __init__(self, instance: Instance | Compiled) -> None:
        self._instance = instance
        records = store.records(instance.course)
        # Only what is shown: a widget's state may be saved into the notebook, and notebooks are passed on.
        earlier = f"activity:{instance.data.get('compare')}"
        super().__init__(
            _esm=kinds()[instance.kind].script,
            _css=css(),
            data=instance.data,
            strings=instance.strings,
            answer=records.get(instance.key, {}),
            records={earlier: records[earlier]} if earlier in records else {},
        )
        self.observe(self._keep, "answer")
        self.on_msg(self._hear)

    def _keep(self, change: dict[str, Any]) -> None:
        """Keep each change between visits, and say so when that fails."""
        written = store.keep(self._instance.course, self._instance.key, change["new"])
        self.kept = "folder" if written else "nowhere"
        if written:
            # A page says "Kept." when it hears this, and not before.
            self.send({"type": "kept"})

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        """Answer the control "forget everything"."""
        if isinstance(message, dict) and message.get("type") == "forget":
            store.forget(self._instance.course)
            self.records = {}
            self.answer = {}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Add the readable face, for viewers that run no widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        face = f'<div class="cpd-fallback">{self._instance.face}</div>'
        return {**data, "text/html": face}, metadata
