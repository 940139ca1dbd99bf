{{ unexpected_values([
    (wilson_bound("0", "10", "lower"), "0.000000"),
    (wilson_bound("0", "10", "upper"), "0.277533"),
    (wilson_bound("1", "10", "lower"), "0.017876"),
    (wilson_bound("1", "10", "upper"), "0.404150"),
    (wilson_bound("5", "10", "lower"), "0.236593"),
    (wilson_bound("5", "10", "upper"), "0.763407"),
    (wilson_bound("10", "10", "upper"), "1.000000"),
    (wilson_bound("1", "1", "lower"), "0.206549"),
    (wilson_bound("137", "1021", "upper"), "0.156466"),
    (wilson_bound("250000", "1000000", "lower"), "0.249152"),
    (wilson_bound("0", "0", "lower"), "null")
]) }}
