{{ unexpected_values([
    (latin_letters("'M\u0430ria'"), "'Maria'"),
    (latin_letters("'\u0395va'"), "'Eva'"),
    (latin_letters("'J\u03bfhn'"), "'John'"),
    (latin_letters("'Ste\u03bden'"), "'Steven'"),
    (latin_letters("'\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c-Z'"), "'ABESIJKM-Z'"),
    (latin_letters("'\u041d\u041e\u0420\u0421\u0422\u0423\u0425 z'"), "'HOPCTYX z'"),
    (latin_letters("'\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455 z'"), "'aeijopcyxs z'"),
    (latin_letters("'\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c z'"), "'ABEZHIKM z'"),
    (latin_letters("'\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd z'"), "'NOPTYXov z'"),
    (latin_letters("'\u0418\u0432\u0430\u043d'"), "'\u0418\u0432\u0430\u043d'"),
    (latin_letters("'\u0418\u0432\u0430\u043d Smith'"), "'\u0418\u0432\u0430\u043d Smith'"),
    (latin_letters("'\u0430\u0441'"), "'\u0430\u0441'"),
    (latin_letters("'Maria'"), "'Maria'"),
    (latin_letters("'José'"), "'José'"),
    (latin_letters("''"), "''"),
    (latin_letters(dbt.cast("null", "varchar(100)")), "null")
]) }}
