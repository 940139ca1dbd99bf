-- Two of these four cases differ; a wrong count would let every other test here pass.
with differences as (
    {{ unexpected_values([
        ("1", "1"),
        ("1", "2"),
        ("null", "1"),
        ("null", "null")
    ]) }}
)

select count(*) as difference_count
from differences
having count(*) <> 2
