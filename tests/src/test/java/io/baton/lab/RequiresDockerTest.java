/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A build that is to check everything must not pass over what it cannot check. */
class RequiresDockerTest {

    @Test
    void should_run_where_containers_can_be_started() {
        assertThat(RequiresDocker.Condition.decide(null, true).isDisabled()).isFalse();
        assertThat(RequiresDocker.Condition.decide(null, false).isDisabled()).isFalse();
    }

    @Test
    void should_be_passed_over_with_the_reason_where_they_cannot() {
        var decision = RequiresDocker.Condition.decide("no engine", false);

        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason()).contains("no engine");
    }

    @Test
    void should_fail_where_they_cannot_but_must() {
        assertThatThrownBy(() -> RequiresDocker.Condition.decide("no engine", true))
                .hasMessageContaining("no engine");
    }
}
