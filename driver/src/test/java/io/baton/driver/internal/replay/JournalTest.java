/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.ReplayRefusal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final JournalEntry ENTRY = replaying -> {};

    private final Journal journal = new Journal(3, 1000);

    private ReplayRefusal refusal() {
        return Objects.requireNonNull(journal.refusal()).reason();
    }

    @Test
    void should_keep_calls_up_to_its_bound() {
        for (int i = 0; i < 3; i++) {
            journal.add(ENTRY, 10);
        }
        assertThat(journal.refusal()).isNull();
        assertThat(journal.entries()).hasSize(3);
        journal.add(ENTRY, 10);
        assertThat(refusal()).isEqualTo(ReplayRefusal.TOO_MANY_CALLS);
        assertThat(journal.entries()).as("nobody will need them").isEmpty();
    }

    @Test
    void should_keep_bytes_up_to_its_bound() {
        journal.add(ENTRY, 1000);
        assertThat(journal.refusal()).isNull();
        journal.add(ENTRY, 1);
        assertThat(refusal()).isEqualTo(ReplayRefusal.TOO_MUCH_DATA);
    }

    @Test
    void should_keep_the_first_reason_until_the_transaction_ends() {
        journal.refuse(ReplayRefusal.LARGE_OBJECT, "");
        journal.refuse(ReplayRefusal.EXTERNAL_EFFECT, "");
        assertThat(refusal()).isEqualTo(ReplayRefusal.LARGE_OBJECT);
        journal.add(ENTRY, 1);
        assertThat(journal.entries()).isEmpty();

        journal.clear();
        assertThat(journal.refusal()).isNull();
        journal.add(ENTRY, 1);
        assertThat(journal.entries()).hasSize(1);
    }

    @Test
    void should_belong_to_one_thread_at_a_time() throws InterruptedException {
        journal.add(ENTRY, 1);
        inAnotherThread(() -> journal.add(ENTRY, 1));
        assertThat(refusal()).isEqualTo(ReplayRefusal.SHARED_BY_THREADS);

        journal.clear();
        inAnotherThread(() -> journal.add(ENTRY, 1));
        assertThat(journal.refusal())
                .as("the next transaction may be another thread's")
                .isNull();
    }

    private static void inAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }
}
