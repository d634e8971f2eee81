/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Functions that have been judged, since their source cannot be read. The server's own that are not volatile only read; of the volatile
 * ones and of the extensions' these leave nothing in the session, and what they do otherwise is undone by a rollback.
 */
final class JudgedFunctions {

    /** Volatile functions of the server's own (manual, "Functions and Operators"). What handles or estimates is called by the server. */
    private static final Set<String> HARMLESS = Set.copyOf(words("""
            amvalidate array_sample array_shuffle bernoulli system brinhandler bthandler ginhandler gisthandler hashhandler spghandler
            heap_tableam_handler clock_timestamp timeofday random random_normal gen_random_uuid uuidv4 uuidv7 nextval currval lastval
            current_query currtid2 lo_close lo_creat lo_create lo_from_bytea lo_get lo_lseek lo_lseek64 lo_open lo_put lo_tell lo_tell64
            lo_truncate lo_truncate64 lo_unlink loread lowrite pg_advisory_xact_lock pg_advisory_xact_lock_shared
            pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_blocking_pids pg_safe_snapshot_blocking_pids
            pg_collation_actual_version pg_database_collation_actual_version pg_current_wal_flush_lsn pg_current_wal_insert_lsn
            pg_current_wal_lsn pg_database_size pg_export_snapshot pg_indexes_size pg_is_in_recovery pg_is_wal_replay_paused
            pg_get_wal_replay_pause_state pg_jit_available pg_last_committed_xact pg_last_wal_receive_lsn pg_last_wal_replay_lsn
            pg_last_xact_replay_timestamp pg_lock_status pg_notification_queue_usage pg_notify pg_partition_ancestors pg_partition_tree
            pg_prepared_xact pg_relation_size pg_sequence_last_value pg_get_sequence_data pg_sleep pg_sleep_for pg_sleep_until
            pg_table_size pg_tablespace_size pg_total_relation_size pg_xact_commit_timestamp pg_xact_commit_timestamp_origin
            pg_xact_status txid_status txid_current txid_current_if_assigned pg_current_xact_id pg_current_xact_id_if_assigned
            pg_show_all_settings pg_stat_get_activity plpgsql_call_handler plpgsql_inline_handler plpgsql_validator
            pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system
            suppress_redundant_updates_trigger tsvector_update_trigger tsvector_update_trigger_column unique_key_recheck
            """));

    /** Functions of types, of foreign keys and of the statistics. */
    private static final Pattern HARMLESS_KINDS =
            Pattern.compile("(RI_FKey_|binary_upgrade_|pg_stat_get_).*|.*(_in|_out|_recv|_send)");

    /** The reader of texts follows what they leave; elsewhere, in a view for instance, nobody does. */
    static final List<String> FOLLOWED_IN_TEXTS = words("""
            set_config setseed pg_advisory_lock pg_advisory_lock_shared pg_try_advisory_lock pg_try_advisory_lock_shared
            pg_advisory_unlock pg_advisory_unlock_shared pg_advisory_unlock_all
            """);

    /** They do not write themselves, and run a text or read a relation that is known only when they run. */
    static final List<String> RUNNING_ANYTHING = words("""
            query_to_xml query_to_xmlschema query_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema table_to_xml
            table_to_xml_and_xmlschema schema_to_xml schema_to_xml_and_xmlschema database_to_xml database_to_xml_and_xmlschema
            ts_stat ts_rewrite
            """);

    /** What they do is done outside of the session. */
    static final Set<String> ONLY_OUTSIDE = Set.copyOf(words("""
            setval lo_import lo_export pg_cancel_backend pg_terminate_backend pg_reload_conf pg_rotate_logfile pg_promote pg_switch_wal
            pg_create_restore_point pg_logical_emit_message pg_stat_reset pg_stat_reset_shared pg_stat_reset_slru
            pg_stat_reset_single_table_counters pg_stat_reset_single_function_counters pg_wal_replay_pause pg_wal_replay_resume
            pg_ls_dir pg_ls_waldir pg_ls_logdir pg_read_file pg_read_binary_file pg_stat_file pg_log_standby_snapshot
            """));

    /** Extensions whose functions in C compute, compare or look things up, and keep nothing. */
    static final List<String> HARMLESS_EXTENSIONS = words("""
            pgcrypto uuid-ossp pg_trgm hstore citext ltree intarray cube earthdistance isn seg btree_gin btree_gist bloom unaccent
            fuzzystrmatch dict_int dict_xsyn intagg lo moddatetime insert_username autoinc refint tcn pg_stat_statements pageinspect
            pg_buffercache pg_freespacemap pgrowlocks pgstattuple pg_walinspect sslinfo tsm_system_rows tsm_system_time file_fdw
            amcheck plpgsql postgis postgis_topology postgis_raster vector
            """);

    private JudgedFunctions() {}

    static boolean isHarmless(String name) {
        return HARMLESS.contains(name) || HARMLESS_KINDS.matcher(name).matches();
    }

    static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
