"""Where Streamlit finds our component: files of this folder, served from our own address.

Given as text, a component is run from an address of the browser's own (``blob:``), which our
policy does not allow. Declared with its folder, as installed components are, its script is a file
like any other, and no page of ours runs a script that is not one.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

NAME = "lifecycle.bench"
_ROOM = Path(__file__).parent


def component() -> ComponentRenderer:
    """The component, known to the server that is running."""
    manager = get_bidi_component_manager()
    if manager.get_component_path(NAME) is None:
        owner, _dot, name = NAME.partition(".")
        declared = ComponentManifest(owner, "1", [ComponentConfig(name, "script")])
        manager.register_from_manifest(declared, _ROOM)
    return st.components.v2.component(
        NAME, html='<div class="lcb-root"></div>', js="bench.js", css="bench.css", isolate_styles=False
    )
