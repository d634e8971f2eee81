/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Made-up histories, one for each anomaly, and true ones. */
class CheckerTest {

    private static Set<Anomaly> on(Promise promise, String text) {
        return Checker.check(Notation.history(text), promise).stream()
                .map(Conviction::anomaly)
                .collect(Collectors.toSet());
    }

    private static void convicted(Anomaly anomaly, String text) {
        assertThat(on(Promise.POSTGRES, text)).contains(anomaly);
        assertThat(on(Promise.INNODB, text)).contains(anomaly);
    }

    private static void convictedOf(Anomaly anomaly, String text) {
        assertThat(on(Promise.POSTGRES, text)).containsExactly(anomaly);
        assertThat(on(Promise.INNODB, text)).containsExactly(anomaly);
    }

    private static void acquitted(String text) {
        assertThat(on(Promise.POSTGRES, text)).isEmpty();
        assertThat(on(Promise.INNODB, text)).isEmpty();
    }

    @Test
    void should_acquit_what_is_true() {
        acquitted("""
                beginning 0-0 RC ok: balance a 100, balance b 100
                A 1-4 RC ok: read x [], append x 1, read x [1], append y 2
                B 2-3 RC 40001: append x 3, read x [3]
                C 5-6 RR ok: read x [1], read y [2], swap r 0 4
                A 5-7 SER 08007: append x 5, append y 6, swap r 4 7
                B 8-9 RC 08007: append x 8, move 9 a b 10
                C 8-9 RC ok: refused r 0 10, move 11 a b 30, total 200
                A 10-11 RC 08006: append y 12
                B 10-12 RR ok: held r 7, read x [1 5], read y [2 6]
                D 10-12 RR stale ok: held r 0, read x [], read y []
                end 20-20 RC ok: read x [1 5], read y [2 6], held r 7, journal [11], balance a 70, balance b 130
                """);
    }

    @Test
    void should_convict_a_lost_append() {
        convictedOf(Anomaly.LOST, """
                A 1-2 RC ok: append x 1
                end 9-9 RC ok: read x []
                """);
    }

    @Test
    void should_convict_a_lost_swap_that_was_not_the_last() {
        convicted(Anomaly.LOST, """
                A 1-2 RC ok: swap r 0 1
                A 3-4 RC ok: swap r 1 2
                end 9-9 RC ok: held r 1
                """);
    }

    @Test
    void should_convict_a_doubled_append() {
        convictedOf(Anomaly.DOUBLED, """
                A 1-2 RC ok: append x 1
                end 9-9 RC ok: read x [1 1]
                """);
    }

    @Test
    void should_convict_a_doubled_transfer() {
        convictedOf(Anomaly.DOUBLED, """
                beginning 0-0 RC ok: balance a 10, balance b 10
                A 1-2 RC ok: move 1 a b 5
                end 9-9 RC ok: journal [1 1], balance a 0, balance b 20
                """);
    }

    @Test
    void should_convict_half_a_transaction() {
        convictedOf(Anomaly.HALF, """
                A 1-2 RC ok: append x 1, append y 2
                end 9-9 RC ok: read x [], read y [2]
                """);
    }

    @Test
    void should_convict_half_a_transaction_that_nobody_knows_of() {
        convictedOf(Anomaly.HALF, """
                A 1-2 RC 08007: append x 1, append y 2
                end 9-9 RC ok: read x [1], read y []
                """);
    }

    @Test
    void should_convict_a_transfer_without_its_money() {
        convicted(Anomaly.WRONG_BALANCE, """
                beginning 0-0 RC ok: balance a 10, balance b 10
                A 1-2 RC ok: move 1 a b 5
                end 9-9 RC ok: journal [1], balance a 10, balance b 10
                """);
    }

    @Test
    void should_convict_a_total_that_never_was() {
        convictedOf(Anomaly.WRONG_TOTAL, """
                beginning 0-0 RC ok: balance a 10, balance b 10
                A 1-2 RC 40001: total 15
                """);
    }

    @Test
    void should_convict_what_nobody_wrote() {
        convictedOf(Anomaly.STRANGER, """
                end 9-9 RC ok: read x [1]
                """);
    }

    @Test
    void should_convict_a_swap_that_was_told_to_be_refused() {
        convictedOf(Anomaly.STRANGER, """
                A 1-2 RC ok: refused r 0 1
                end 9-9 RC ok: held r 1
                """);
    }

    @Test
    void should_convict_an_aborted_read() {
        convicted(Anomaly.ABORTED_READ, """
                A 1-2 RC 40001: append x 1
                B 3-4 RC ok: read x [1]
                """);
        convicted(Anomaly.ABORTED_READ, """
                A 1-2 RC 08006: append x 1
                end 9-9 RC ok: read x [1]
                """);
    }

    @Test
    void should_convict_an_intermediate_read() {
        convictedOf(Anomaly.INTERMEDIATE_READ, """
                A 1-4 RC ok: append x 1, append x 2
                B 2-3 RC ok: read x [1]
                end 9-9 RC ok: read x [1 2]
                """);
    }

    @Test
    void should_convict_orders_of_which_neither_begins_the_other() {
        convictedOf(Anomaly.INCOMPATIBLE_ORDER, """
                A 1-9 RC ok: append x 1
                B 1-9 RC ok: append x 2
                C 1-9 RC ok: read x [1]
                D 1-9 RC ok: read x [2 1]
                """);
    }

    @Test
    void should_convict_a_read_of_what_vanished() {
        convictedOf(Anomaly.INCOMPATIBLE_ORDER, """
                A 1-2 RC 08007: append x 1
                B 3-4 RC 40001: read x [1]
                end 9-9 RC ok: read x []
                """);
    }

    @Test
    void should_convict_two_swaps_of_one_value() {
        convicted(Anomaly.INCOMPATIBLE_ORDER, """
                A 1-9 RC ok: swap r 0 1
                B 1-9 RC ok: swap r 0 2
                C 1-9 RC ok: held r 1
                end 10-10 RC ok: held r 2
                """);
    }

    @Test
    void should_convict_an_own_write_that_is_not_seen() {
        convictedOf(Anomaly.OWN_WRITE_MISSED, """
                A 1-2 RC 40001: append x 1, read x []
                """);
    }

    @Test
    void should_convict_writes_over_writes_in_a_circle() {
        convictedOf(Anomaly.G0, """
                A 1-9 RC ok: append x 1, append y 2
                B 1-9 RC ok: append x 3, append y 4
                end 10-10 RC ok: read x [1 3], read y [4 2]
                """);
    }

    @Test
    void should_convict_what_was_seen_in_a_circle() {
        convictedOf(Anomaly.G1C, """
                A 1-9 RC ok: append x 1, read y [2]
                B 1-9 RC ok: append y 2, read x [1]
                """);
    }

    @Test
    void should_convict_a_transaction_of_which_nobody_knew_and_that_was_seen() {
        convictedOf(Anomaly.G1C, """
                A 1-9 RC 08007: append x 1, read y [2]
                B 1-9 RC ok: append y 2, read x [1]
                end 10-10 RC ok: read x [1], read y [2]
                """);
    }

    private static final String SKEWED_READ = """
            A 1-9 RC ok: append x 1, append y 2
            B 1-9 RR ok: read x [1], read y []
            end 10-10 RC ok: read x [1], read y [2]
            """;

    @Test
    void should_convict_half_a_snapshot() {
        convictedOf(Anomaly.G_SINGLE, SKEWED_READ);
    }

    @Test
    void should_acquit_it_at_read_committed() {
        acquitted(SKEWED_READ.replace("RR", "RC"));
    }

    @Test
    void should_convict_it_on_a_replica() {
        convictedOf(Anomaly.G_SINGLE, SKEWED_READ.replace("RR", "RR stale"));
    }

    @Test
    void should_acquit_a_writer_of_innodb_that_reads_behind_its_snapshot() {
        String text = """
                A 1-9 RC ok: append x 1, append y 2
                B 1-9 RR ok: read y [], append x 3, read x [1 3]
                end 10-10 RC ok: read x [1 3], read y [2]
                """;
        assertThat(on(Promise.POSTGRES, text)).containsExactly(Anomaly.G_SINGLE);
        assertThat(on(Promise.INNODB, text)).isEmpty();
    }

    private static final String WRITE_SKEW = """
            A 1-9 SER ok: read x [], append y 1
            B 1-9 SER ok: read y [], append x 2
            end 10-10 RC ok: read x [2], read y [1]
            """;

    @Test
    void should_convict_write_skew_of_serializable_transactions() {
        convictedOf(Anomaly.G2, WRITE_SKEW);
    }

    @Test
    void should_acquit_it_at_repeatable_read() {
        acquitted(WRITE_SKEW.replace("SER", "RR"));
    }

    @Test
    void should_convict_a_stale_read_at_any_level() {
        for (String level : List.of("RC", "RR", "SER")) {
            convictedOf(Anomaly.G_SINGLE, """
                    A 1-2 RC ok: append x 1
                    B 3-4 %s ok: read x []
                    end 9-9 RC ok: read x [1]
                    """.formatted(level));
        }
    }

    @Test
    void should_convict_a_stale_read_of_what_others_were_shown() {
        convictedOf(Anomaly.G_SINGLE, """
                A 1-9 RC ok: append x 1
                B 2-3 RC ok: read x [1]
                C 4-5 RC ok: read x []
                end 10-10 RC ok: read x [1]
                """);
    }

    @Test
    void should_convict_what_a_client_no_longer_sees() {
        String text = """
                A 1-9 RC ok: append x 1
                B 2-3 RC ok: read x [1]
                B 4-5 RC ok: read x []
                end 10-10 RC ok: read x [1]
                """;
        assertThat(Checker.check(Notation.history(text), Promise.POSTGRES)
                        .get(0)
                        .toString())
                .isEqualTo("""
                        G-single: B -RW(x 1)-> A -WR(x 1)-> B -SESSION(acknowledged before the next one began)-> B
                            B 4-5 RC ok: read x []
                            A 1-9 RC ok: append x 1
                            B 2-3 RC ok: read x [1]""");
    }

    @Test
    void should_acquit_a_replica_that_is_behind() {
        acquitted("""
                A 1-2 RC ok: append x 1
                B 3-4 RR stale ok: read x []
                B 5-6 RR stale ok: read x [1]
                B 7-8 RR stale ok: read x []
                end 9-9 RC ok: read x [1]
                """);
    }

    @Test
    void should_convict_a_read_from_the_future() {
        convictedOf(Anomaly.G1C, """
                A 1-2 RC ok: read x [1]
                B 3-4 RC ok: append x 1
                """);
    }

    @Test
    void should_convict_an_order_of_writes_against_time() {
        convictedOf(Anomaly.G0, """
                A 1-2 RC ok: append x 1
                B 3-4 RC ok: append x 2
                end 9-9 RC ok: read x [2 1]
                """);
    }

    @Test
    void should_put_what_nobody_knows_of_at_any_later_time() {
        acquitted("""
                A 1-2 RC 08007: append x 1
                B 3-4 RC ok: append x 2
                end 9-9 RC ok: read x [2 1]
                """);
    }
}
