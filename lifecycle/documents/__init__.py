"""What leaves the house: papers, labels, pictures and files to publish. Floor 9."""

from __future__ import annotations
