"""What `show create table` says of comments, on either server."""

from dbt.adapters.mysql.comments import Described

MYSQL = r"""CREATE TABLE `encounters` (
  `id` bigint NOT NULL COMMENT 'It''s a \\ key,\nof two lines, COMMENT ''no'' comment',
  `a``b` varchar(10) COLLATE utf8mb4_0900_bin DEFAULT ')',
  `fee` decimal(12,2) DEFAULT NULL COMMENT 'In dollars.',
  PRIMARY KEY (`id`),
  CONSTRAINT `encounters_chk_1` CHECK ((`id` > 0))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin COMMENT='It''s 100% `so`'"""
MARIADB = r"""CREATE TABLE `t` (
  `label` varchar(10) NOT NULL COMMENT 'A label.' CHECK (`label` <> ''),
  `bare` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin"""


def test_comments_are_read_as_they_were_meant():
    described = Described.parse(MYSQL)
    assert described.comment == "It's 100% `so`"
    assert described.columns == {
        "id": ("bigint NOT NULL", "It's a \\ key,\nof two lines, COMMENT 'no' comment"),
        "a`b": ("varchar(10) COLLATE utf8mb4_0900_bin DEFAULT ')'", ""),
        "fee": ("decimal(12,2) DEFAULT NULL", "In dollars."),
    }


def test_a_check_of_mariadb_stays_in_the_definition():
    described = Described.parse(MARIADB)
    assert described.comment == ""
    assert described.columns == {
        "label": ("varchar(10) NOT NULL CHECK (`label` <> '')", "A label."),
        "bare": ("int(11) DEFAULT NULL", ""),
    }
