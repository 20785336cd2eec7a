"""Similar texts, against comparing every text with every other."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.validate.similar import LEAST, SHORTEST, grams, pairs

TEXT = "逐户走访在家党员，登记他们对村里修路和清淤的看法，能办的当月办，办不了的向本人说明原因，每月公布一次进度"
CLAUSES = st.lists(st.sampled_from([TEXT[start:start + 9] for start in range(0, len(TEXT) - 9, 4)]), min_size=4, max_size=9)


def by_hand(text):
    plain = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
    return {tuple(plain[start:start + 4]) for start in range(len(plain) - 3)} if len(plain) >= SHORTEST else set()


@given(st.lists(st.tuples(CLAUSES.map("，".join), st.integers(0, 1)), min_size=2, max_size=12))
def test_pairs_are_those_of_comparing_all(texts):
    """No pair is missed and none invented, whatever is looked up first."""
    sets = [by_hand(text) for text, _ in texts]
    expected = [
        (one, other) for one, other in combinations(range(len(texts)), 2)
        if texts[one][1] == texts[other][1] and sets[one] and sets[other]
        and len(sets[one] & sets[other]) >= LEAST * max(len(sets[one]), len(sets[other]))
    ]
    hashed = grams([text for text, _ in texts])
    assert [len(one) for one in hashed] == [len(one) for one in sets]
    kept = [place for place, one in enumerate(hashed) if len(one)]
    found = pairs([hashed[place] for place in kept], [texts[place][1] for place in kept])
    assert [(kept[one], kept[other]) for one, other in found] == expected


def test_digits_and_marks_do_not_count():
    """The same text with other figures is the same text."""
    one, other = grams([f"2023年{TEXT}。", f"2024年：{TEXT.replace('，', '；')}"])
    assert np.array_equal(one, other)


def test_short_texts_have_no_groups():
    """Less than SHORTEST Chinese characters are alike by nature; nothing gives nothing."""
    assert [len(one) for one in grams(["字" * (SHORTEST - 1), TEXT[:20], ""])] == [0, 0, 0]
    assert grams([]) == []
    assert pairs([], []) == []


