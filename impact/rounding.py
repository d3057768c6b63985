"""How a float leaves this room: rounded to 12 significant digits, half away from zero.

Belongs here: that rounding. Not here: rounding for display or for privacy, which publishing does on its own rules.
"""

import numpy as np
from numpy.typing import NDArray

SIGNIFICANT_DIGITS = 12

# Powers of ten as the nearest doubles. They are parsed, not computed: `10.0 ** k` may differ by a bit between machines.
_SMALLEST_EXPONENT = -290
_POWERS = np.array([float(f"1e{exponent}") for exponent in range(_SMALLEST_EXPONENT, 309)])


def round_significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round to 12 significant digits, half away from zero, so that equal inputs give equal bytes.

    Args:
        values: Floats of any shape. NaN stays NaN, an infinity stays one, and below 1e-278 a number becomes 0.

    Returns:
        The doubles nearest to the rounded decimals (exactly so between 1e-11 and 1e33; elsewhere to within two bits).
    """
    size = np.abs(values)
    roundable = np.isfinite(values) & (size >= _POWERS[SIGNIFICANT_DIGITS])
    # The exponent is looked up rather than taken from log10, which is off by one beside a power of ten.
    exponent = np.searchsorted(_POWERS, np.where(roundable, size, 1.0), side="right") - 1 + _SMALLEST_EXPONENT
    shift = SIGNIFICANT_DIGITS - 1 - exponent
    up = _POWERS[np.maximum(shift, 0) - _SMALLEST_EXPONENT]
    down = _POWERS[np.maximum(-shift, 0) - _SMALLEST_EXPONENT]
    # Only one of the two differs from 1: dividing by an exact power keeps a bit that multiplying by 1e-5 would lose.
    digits = np.floor(np.where(roundable, size, 0.0) * up / down + 0.5)
    rounded = np.copysign(digits / up * down, values)
    return np.where(np.isfinite(values), np.where(roundable, rounded, 0.0), values)
