-- One row per run and model, seed or test that was its part: how long it took, how many
-- rows the table has, and how that compares with earlier runs.
--
-- Compared is with the median of the last ten earlier runs in which the node ran to
-- its end, increments with increments and rebuilds with rebuilds: a full refresh is
-- not slow because increments are quick. The table of an unchanged increment has the
-- rows that were counted last.

with invocations as (
    select * from {{ source("run_log", "invocations") }}
),

node_runs as (
    select * from {{ source("run_log", "node_runs") }}
),

numbered_runs as (
    select
        node_runs.invocation_id,
        node_runs.node_id,
        node_runs.node_name,
        node_runs.resource_type,
        node_runs.status,
        node_runs.duration_milliseconds,
        node_runs.row_count,
        node_runs.row_count_source,
        node_runs.failure_count,
        node_runs.error_class,
        invocations.command,
        invocations.started_at as run_started_at,
        case
            when
                invocations.is_full_refresh = 1
                or invocations.reload_reason is not null
                then 1
            else 0
        end as is_rebuild,
        row_number() over (
            partition by node_runs.node_id
            order by invocations.started_at, node_runs.invocation_id
        ) as run_number
    from node_runs
    inner join invocations
        on node_runs.invocation_id = invocations.invocation_id
),

last_counts as (
    select
        numbered_runs.*,
        case
            when row_count_source = 'unchanged'
                then max(case when row_count is not null then run_number end) over (
                    partition by node_id
                    order by run_number
                    rows between unbounded preceding and current row
                )
        end as counted_run_number
    from numbered_runs
),

ended_runs as (
    select
        last_counts.invocation_id,
        last_counts.node_id,
        last_counts.is_rebuild,
        last_counts.duration_milliseconds,
        coalesce(last_counts.row_count, counted.row_count) as row_count,
        row_number() over (
            partition by last_counts.node_id, last_counts.is_rebuild
            order by last_counts.run_number
        ) as ended_run_number
    from last_counts
    left join numbered_runs as counted
        on
            last_counts.node_id = counted.node_id
            and last_counts.counted_run_number = counted.run_number
    where last_counts.status in ('success', 'pass', 'warn', 'fail')
),

ranked_earlier_runs as (
    select
        ended_runs.invocation_id,
        ended_runs.node_id,
        earlier_runs.duration_milliseconds,
        earlier_runs.row_count,
        row_number() over (
            partition by ended_runs.invocation_id, ended_runs.node_id
            order by earlier_runs.duration_milliseconds, earlier_runs.ended_run_number
        ) as duration_rank,
        row_number() over (
            partition by ended_runs.invocation_id, ended_runs.node_id
            order by
                case when earlier_runs.row_count is null then 1 else 0 end,
                earlier_runs.row_count,
                earlier_runs.ended_run_number
        ) as row_count_rank,
        count(*) over (
            partition by ended_runs.invocation_id, ended_runs.node_id
        ) as run_count,
        count(earlier_runs.row_count) over (
            partition by ended_runs.invocation_id, ended_runs.node_id
        ) as counted_run_count
    from ended_runs
    inner join ended_runs as earlier_runs
        on
            ended_runs.node_id = earlier_runs.node_id
            and ended_runs.is_rebuild = earlier_runs.is_rebuild
            and ended_runs.ended_run_number > earlier_runs.ended_run_number
            and ended_runs.ended_run_number <= earlier_runs.ended_run_number + 10
),

-- The middle one, or the mean of the middle two.
medians as (
    select
        invocation_id,
        node_id,
        max(run_count) as earlier_run_count,
        avg(
            case
                when
                    duration_rank * 2 between run_count and run_count + 2
                    then duration_milliseconds
            end
        ) as median_milliseconds,
        avg(
            case
                when
                    row_count_rank * 2
                    between counted_run_count and counted_run_count + 2
                    then row_count
            end
        ) as median_row_count
    from ranked_earlier_runs
    group by invocation_id, node_id
),

final as (
    select
        {{ dbt.cast("last_counts.invocation_id", "varchar(36)") }} as invocation_id,
        {{ dbt.cast("last_counts.node_id", "varchar(300)") }} as node_id,
        {{ dbt.cast("last_counts.node_name", "varchar(300)") }} as node_name,
        {{ dbt.cast("last_counts.resource_type", "varchar(20)") }} as resource_type,
        {{ dbt.cast("last_counts.run_started_at", "timestamp") }} as run_started_at,
        {{ dbt.cast("last_counts.command", "varchar(20)") }} as command,
        {{ dbt.cast("last_counts.is_rebuild", "integer") }} as is_rebuild,
        {{ dbt.cast("last_counts.status", "varchar(20)") }} as status,
        {{ dbt.cast("last_counts.error_class", "varchar(100)") }} as error_class,
        {{ dbt.cast("last_counts.failure_count", "bigint") }} as failure_count,
        {{ dbt.cast("coalesce(medians.earlier_run_count, 0)", "bigint") }}
            as earlier_run_count,
        {{ dbt.cast(
            "last_counts.duration_milliseconds * 0.001", "decimal(12,3)"
        ) }} as duration_seconds,
        {{ dbt.cast("medians.median_milliseconds * 0.001", "decimal(12,3)") }}
            as median_duration_seconds,
        {{ dbt.cast(
            "(last_counts.duration_milliseconds - medians.median_milliseconds) * 0.001",
            "decimal(12,3)"
        ) }} as duration_change_seconds,
        {{ dbt.cast("ended_runs.row_count", "bigint") }} as row_count,
        {{ dbt.cast("medians.median_row_count", "decimal(18,1)") }}
            as median_row_count,
        {{ dbt.cast(
            "ended_runs.row_count - medians.median_row_count", "decimal(18,1)"
        ) }} as row_count_change
    from last_counts
    left join ended_runs
        on
            last_counts.invocation_id = ended_runs.invocation_id
            and last_counts.node_id = ended_runs.node_id
    left join medians
        on
            last_counts.invocation_id = medians.invocation_id
            and last_counts.node_id = medians.node_id
)

select * from final
