{#
    The canonical spelling of a word, found by comparing letters and digits alone, in
    any case; what is not in the list becomes `otherwise`, SQL (null unless told).

        {{ canonical_word("gender", {"F": ["f", "female"]}, otherwise="'U'") }}

    `spellings` maps each canonical word to its spellings in lower-case letters and
    digits; the word's own letters are a spelling of it without being listed. A word
    that is canonical already is asked first: most are, and the rest costs a search.
#}
{% macro canonical_word(expression, spellings, otherwise="null") -%}
    {%- set letters = regexp_replace(expression, "[^A-Za-z0-9]", "") -%}
    case
        when {{ expression }} in ('{{ spellings | join("', '") }}') then {{ expression }}
        else case lower({{ letters }})
            {%- for word, others in spellings.items() %}
            {%- set own = modules.re.sub("[^a-z0-9]", "", word | lower) %}
            {%- for spelling in ([own] + others) | unique %}
            when '{{ spelling }}' then '{{ word }}'
            {%- endfor %}
            {%- endfor %}
            else {{ otherwise }}
        end
    end
{%- endmacro %}
