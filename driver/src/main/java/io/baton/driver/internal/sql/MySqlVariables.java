/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.Map;
import java.util.Set;

/**
 * Session variables of MySQL and MariaDB that can be set again in another session, as often as one likes, with the same effect
 * (manuals: "Server System Variables"). Not among them is whatever the next statement uses up ({@code insert_id}, {@code gtid_next}),
 * or what changes how a transaction ends ({@code completion_type}).
 */
final class MySqlVariables {

    private static final Map<String, String> NAMES = Map.of(
            "character", MySqlEffectReader.NAMES,
            "charset", MySqlEffectReader.NAMES,
            "tx_isolation", "transaction_isolation",
            "tx_read_only", "transaction_read_only",
            "storage_engine", "default_storage_engine");

    private static final Set<String> REPEATABLE = Set.of("""
            names sql_mode old_mode time_zone timestamp lc_time_names lc_messages
            character_set_client character_set_connection character_set_results character_set_database character_set_server
            character_set_filesystem collation_connection collation_database collation_server default_collation_for_utf8mb4
            transaction_isolation transaction_read_only transaction_prealloc_size transaction_alloc_block_size
            foreign_key_checks unique_checks check_constraint_checks sql_safe_updates sql_select_limit sql_auto_is_null
            sql_big_selects sql_buffer_result sql_notes sql_warnings sql_quote_show_create sql_log_bin sql_log_off
            sql_require_primary_key sql_generate_invisible_primary_key max_join_size big_tables low_priority_updates
            lock_wait_timeout innodb_lock_wait_timeout innodb_table_locks innodb_strict_mode innodb_snapshot_isolation
            innodb_ft_user_stopword_table innodb_parallel_read_threads max_statement_time max_execution_time
            wait_timeout interactive_timeout net_read_timeout net_write_timeout net_retry_count net_buffer_length
            idle_transaction_timeout idle_readonly_transaction_timeout idle_write_transaction_timeout
            group_concat_max_len div_precision_increment max_error_count max_sort_length max_length_for_sort_data
            max_heap_table_size tmp_table_size tmp_memory_table_size tmp_disk_table_size max_tmp_tables
            internal_tmp_disk_storage_engine internal_tmp_mem_storage_engine
            sort_buffer_size join_buffer_size join_cache_level read_buffer_size read_rnd_buffer_size bulk_insert_buffer_size
            mrr_buffer_size preload_buffer_size query_alloc_block_size query_prealloc_size query_cache_type
            query_cache_wlock_invalidate min_examined_row_limit long_query_time log_slow_rate_limit log_slow_verbosity
            slow_query_log max_seeks_for_key eq_range_index_dive_limit range_alloc_block_size range_optimizer_max_mem_size
            optimizer_switch optimizer_search_depth optimizer_prune_level optimizer_trace optimizer_trace_max_mem_size
            optimizer_use_condition_selectivity optimizer_selectivity_sampling_limit optimizer_max_sel_arg_weight
            use_stat_tables histogram_size histogram_type expensive_subquery_limit in_predicate_conversion_threshold
            max_rowid_filter_size cte_max_recursion_depth max_recursive_iterations max_sp_recursion_depth thread_stack
            max_points_in_geometry auto_increment_increment auto_increment_offset default_storage_engine
            default_tmp_storage_engine default_week_format explicit_defaults_for_timestamp explain_format
            windowing_use_high_precision updatable_views_with_limit show_create_table_verbosity
            information_schema_stats_expiry print_identified_with_as_hex session_track_schema
            session_track_system_variables session_track_state_change session_track_transaction_info session_track_gtids
            binlog_format binlog_row_image binlog_rows_query_log_events binlog_direct_non_transactional_updates
            myisam_sort_buffer_size myisam_repair_threads myisam_stats_method profiling profiling_history_size
            system_versioning_alter_history system_versioning_asof system_versioning_insert_history
            use_secondary_engine select_into_buffer_size select_into_disk_sync sql_if_exists column_compression_zlib_level
            wsrep_sync_wait wsrep_causal_reads wsrep_retry_autocommit new keep_files_on_create show_old_temporals
            """.strip().split("\\s+"));

    private static final Set<String> VALUES = Set.of("ON", "OFF", "TRUE", "FALSE", "NULL");

    /** What is given them is a name, which is written like a column. */
    private static final Set<String> NAMED = Set.of(
            "character_set_client",
            "character_set_connection",
            "character_set_results",
            "character_set_database",
            "character_set_server",
            "collation_connection",
            "collation_database",
            "collation_server",
            "default_storage_engine",
            "default_tmp_storage_engine",
            "binlog_format",
            "sql_mode");

    private MySqlVariables() {}

    /** The one name of several that it has. */
    static String oneName(String variable) {
        return NAMES.getOrDefault(variable, variable);
    }

    static boolean isRepeatable(String variable) {
        return REPEATABLE.contains(variable);
    }

    /** Whether a word is a value of that variable and no call of a function without parentheses. */
    static boolean isValue(String word, String variable) {
        boolean isName =
                !word.startsWith("CURRENT_") && word.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
        return VALUES.contains(word) || (isName && NAMED.contains(variable));
    }
}
