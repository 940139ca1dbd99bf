{{ unexpected_values([
    (equal_weight("1", "1"), "1.00000000"),
    (equal_weight("1", "2"), "0.50000000"),
    (equal_weight("2", "2"), "0.50000000"),
    (equal_weight("1", "3"), "0.33333334"),
    (equal_weight("2", "3"), "0.33333333"),
    (equal_weight("3", "3"), "0.33333333"),
    (equal_weight("1", "7"), "0.14285716"),
    (equal_weight("7", "7"), "0.14285714")
]) }}
