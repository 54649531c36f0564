"""The classes of felt temperature, from no heat stress to the worst."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.geo.grids import Cells
from werklandschap.parameters import Assumptions, parameter
from werklandschap.simulation._heat_arrays import check_same_shape

CLASS_PARAMETERS = (
    "heat.slight_from_degc",
    "heat.moderate_from_degc",
    "heat.strong_from_degc",
    "heat.extreme_from_degc",
    "heat.extreme_2_from_degc",
    "heat.extreme_3_from_degc",
    "heat.extreme_4_from_degc",
)
"""Where a class begins; below the first of them there is no heat stress."""


def pet_classes(pet: Cells, assumptions: Assumptions) -> NDArray[np.int8]:
    """Put felt temperatures in the classes that begin at `CLASS_PARAMETERS` [1]_.

    Parameters
    ----------
    pet : array
        Felt temperature. [°C]
    assumptions : Assumptions
        ``heat.*_from_degc``; a value on a bound is in the class above it.

    Returns
    -------
    array
        0 without heat stress up to 7; -1 where not measured.

    References
    ----------
    .. [1] De Nijs, T. et al. (2019), RIVM 2019-0008.
    """
    bounds = [assumptions[name] for name in CLASS_PARAMETERS]
    return np.where(np.isnan(pet), -1, np.digitize(pet, bounds)).astype(np.int8)


def class_shares(
    pet: Cells, zones: NDArray[np.integer], *, assumptions: Assumptions
) -> pd.DataFrame:
    """Measure which part of each zone falls in each class of felt temperature [1]_.

    Parameters
    ----------
    pet : array of shape (rows, columns)
        Felt temperature; NaN cells are left out. [°C]
    zones : array of int of shape (rows, columns)
        The number of the zone of each cell; negative outside.
    assumptions : Assumptions
        ``heat.*_from_degc``.

    Returns
    -------
    DataFrame
        One row per zone number up to the highest, one column per class 0 to 7; sums to
        1, missing in a zone without a measured cell. [-]

    References
    ----------
    .. [1] De Nijs, T. et al. (2019), RIVM 2019-0008.
    """
    check_same_shape(pet.shape, zones=zones)
    classes, count = pet_classes(pet, assumptions), len(CLASS_PARAMETERS) + 1
    is_used = (classes >= 0) & (zones >= 0)
    number = zones[is_used].astype(np.int64)
    rows = int(zones.max(initial=-1)) + 1
    cells = np.bincount(number * count + classes[is_used], minlength=rows * count)
    table = pd.DataFrame(cells.reshape(rows, count).astype(np.float64))
    total = table.sum(axis=1)
    return table.div(total.where(total > 0), axis=0)


def class_labels(on: date) -> tuple[Text, ...]:
    """Name the classes of `pet_classes`.

    Parameters
    ----------
    on : date
        The day on which the parameters hold.

    Returns
    -------
    tuple of Text
        Eight names, from no heat stress upwards.
    """
    none = Text(nl="Geen hittestress", en="No heat stress")
    return none, *(parameter(name, on=on).label for name in CLASS_PARAMETERS)
