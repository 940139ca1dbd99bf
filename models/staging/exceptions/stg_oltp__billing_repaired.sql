{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key=["table_name", "row_id"],
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_rechecked"},
    indexes=server_indexes(["table_name", "row_id"])
) }}

-- One row per field of a claim that staging changes. A missing payer is a fault of a
-- claim with a claim number, which only a payer gives; the classic form has neither.

{{ repaired_fields("billing", "billing_id", [
    ("claim_status", "claim_status"),
    ("payer_id", "reference", "claim_number is not null"),
    ("claim_number", "identifier")
]) }}
