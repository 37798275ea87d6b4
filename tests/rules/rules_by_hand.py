"""Years so small that the best plan can be found in the head, for each rule that forbids something.

Each case says why its plan is the best. The plan is another one as soon as its rule is dropped.
"""

import charges_by_hand
import dates_by_hand
import people_by_hand
from cases_by_hand import Cases

CASES: Cases = [*people_by_hand.CASES, *dates_by_hand.CASES, *charges_by_hand.CASES]
