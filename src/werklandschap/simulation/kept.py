"""Whether the kernels of simulations were compiled before."""

from pathlib import Path
from typing import Any

from werklandschap.simulation._sky_lines import add_sky


def are_kept() -> bool:
    """Tell whether compiled kernels lie on disk; without them a first run takes longer.

    Returns
    -------
    bool
        True if any kernel of a simulation was kept where numba looks for it.
    """
    kernel: Any = add_sky
    return any(Path(kernel.stats.cache_path).glob("*.nbi"))
