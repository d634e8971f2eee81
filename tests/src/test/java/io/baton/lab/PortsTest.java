/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void should_hand_out_each_port_once() {
        List<Integer> ports = Stream.generate(Ports::free).limit(100).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 10_000 && port < 65_536);
    }

    @Test
    void should_know_where_the_ports_of_outgoing_connections_begin() {
        assertThat(Ports.lowestOutgoing()).isGreaterThanOrEqualTo(1_024);
    }
}
