/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {

    @ParameterizedTest
    @CsvSource({
        "db1, 5432, db1:5432",
        "10.0.0.1, 1, 10.0.0.1:1",
        "db1.example.org, 65535, db1.example.org:65535",
        "::1, 5432, [::1]:5432",
        "fe80::1%eth0, 5433, [fe80::1%eth0]:5433"
    })
    void should_print_as_it_stands_in_a_url(String host, int port, String expected) {
        assertThat(new NodeAddress(host, port)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2, db/10.0.0.2:5432", "fd00::2, db/[fd00::2]:5432"})
    void should_print_name_and_record_and_be_read_again_by_its_key(String record, String expected) {
        NodeAddress address = new NodeAddress("db", 5432).at(record);

        assertThat(address).hasToString(expected);
        assertThat(address.named()).hasToString("db:5432").isNotEqualTo(address);
        assertThat(NodeAddress.ofKey(address.key(), 5432)).isEqualTo(address);
        assertThat(NodeAddress.ofKey("db", 5432)).isEqualTo(address.named());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536, Integer.MAX_VALUE})
    void should_refuse_a_port_that_cannot_be(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NodeAddress("db1", port))
                .withMessageContaining(Integer.toString(port))
                .withMessageContaining("db1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void should_refuse_a_blank_host(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeAddress(host, 5432));
    }

    @Test
    void should_be_equal_by_text_alone() {
        assertThat(new NodeAddress("localhost", 5432))
                .isEqualTo(new NodeAddress("localhost", 5432))
                .isNotEqualTo(new NodeAddress("127.0.0.1", 5432))
                .isNotEqualTo(new NodeAddress("localhost", 5433));
    }
}
